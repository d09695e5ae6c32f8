import { useMemo } from 'react';
import { retryOf } from '../api/repairs';
import { useWords } from '../words';
import { AttemptButton } from './AttemptButton';

/** Tries an event again, and says what came of it. */
export function RetryNow({ id, onOver }: { id: string; onOver: () => void }) {
  const words = useWords();
  const wish = useMemo(() => retryOf(id), [id]);
  return <AttemptButton label={words.retryNow} wish={wish} failed={words.retryFailed} onOver={onOver} />;
}
