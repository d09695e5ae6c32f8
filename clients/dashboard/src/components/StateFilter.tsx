import { useListWords } from '../words/lists';
import { Choice } from './Choice';

/** One state or all of them. */
export function StateFilter<T extends string>(props: {
  label?: string;
  /** What no choice means, where that is not all of them. */
  unchosen?: string;
  names: Record<T, string>;
  value: T | '';
  onChange: (value: T | '') => void;
}) {
  const words = useListWords();
  const known = Object.entries(props.names) as [T, string][];
  return (
    <Choice<T | ''>
      label={props.label ?? words.state}
      value={props.value}
      options={[['', props.unchosen ?? words.all], ...known]}
      onChange={props.onChange}
    />
  );
}
