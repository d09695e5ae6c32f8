import { graphiqlOf } from '../api/graphiql';
import type { DashboardQuery } from '../api/types/graphql';
import { Icon } from '../ui/icons';
import { useWords } from '../words';

/** The question behind a panel, for those who want to ask it themselves. */
export function OpenInGraphiql(props: { field: keyof DashboardQuery; panel: string; spelled?: boolean }) {
  const words = useWords();
  const address = graphiqlOf(props.field);
  if (!address) return null;
  const label = words.openInGraphiql(props.panel);
  return (
    <a
      className={props.spelled ? 'small' : 'button quiet small icon'}
      href={address}
      target="_blank"
      rel="noopener"
      title={label}
    >
      {props.spelled ? words.openInGraphiqlShort : <Icon name="braces" />}
      <span className="visually-hidden">{props.spelled ? `: ${props.panel}` : label}</span>
    </a>
  );
}
