import { Icon } from '../ui/icons';
import { useWords } from '../words';
import styles from './SectionProblem.module.css';

/** One section could not be read: says so, with the age of what is still shown, and Retry. */
export function SectionProblem(props: {
  title: string;
  at: number | undefined;
  onRetry: (() => void) | undefined;
}) {
  const words = useWords();
  return (
    <div className={styles.problem} role="alert">
      <Icon name="triangle" />
      <span>
        {props.title}
        {props.at !== undefined && ` · ${words.showingFrom(words.clock.time(props.at))}`}
      </span>
      {props.onRetry && (
        <button type="button" className="button small" onClick={props.onRetry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
