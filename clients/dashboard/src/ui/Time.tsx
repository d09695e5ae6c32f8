import { useWords } from '../words';
import { useNow } from './clock';

/** "5 minutes ago", with the exact time at hand. */
export function Time({ at, ahead = false }: { at: string; ahead?: boolean }) {
  const { clock } = useWords();
  const now = useNow();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={clock.exact(ms)}>
      {ahead ? clock.until(ms, now) : clock.ago(ms, now)}
    </time>
  );
}
