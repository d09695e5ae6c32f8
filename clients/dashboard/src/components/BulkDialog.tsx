import { useEffect, useRef, useState, type FormEvent } from 'react';
import { act, ask } from '../api/ask';
import { idempotencyKey } from '../api/repairs';
import {
  DeadLetterPreviewDocument,
  DiscardDeadLettersDocument,
  StartReplayDocument,
  type DeadLetterPreviewQuery,
  type RepairFilter,
} from '../api/types/graphql';
import { useWords } from '../words';
import styles from './BulkDialog.module.css';

export type Act = 'retry' | 'discard';
type Preview = NonNullable<DeadLetterPreviewQuery['deadLetterPreview']>;

const CANARY = 3;
const RATE = 5;
const STOP_AT = 20;

/** Says how many it would be, and asks why, before anything is done. */
export function BulkDialog(props: { act: Act; onClose: () => void; onDone: () => void }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [key] = useState(idempotencyKey);
  const filter: RepairFilter = text.trim().length > 1 ? { text: text.trim() } : {};
  const preview = usePreview(filter);
  const retry = props.act === 'retry';
  const count = preview && (retry ? preview.retryableCount : preview.count);
  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (count === undefined || count === 0) return;
    const answer = retry
      ? await act(StartReplayDocument, {
          input: {
            filter,
            expectedCount: count,
            reason,
            idempotencyKey: key,
            canary: CANARY,
            ratePerSecond: RATE,
            stopAtFailurePercent: STOP_AT,
          },
        })
      : await act(DiscardDeadLettersDocument, { filter, expectedCount: count, reason });
    if (answer.ok) props.onDone();
    else setProblem(answer.failure.kind === 'broken' ? answer.failure.message : words.retryUnavailable);
  }

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="bulk" onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="bulk">{retry ? words.bulkRetry : words.bulkDiscard}</h2>
        <label>
          {words.bulkText}
          <input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
        </label>
        <p role="status" data-count={count}>
          {count === undefined ? words.loading : retry ? words.bulkWillRetry(count, CANARY, RATE, STOP_AT) : words.bulkWillDiscard(count)}
        </p>
        {retry && preview?.obstacles.map(({ obstacle, count: n }) => (
          <p key={obstacle} className="muted small">
            {words.number(n)} × {words.obstacles[obstacle]}
          </p>
        ))}
        <label>
          {words.bulkReason}
          <input
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {problem && <p role="alert">{problem}</p>}
        <div className={styles.acts}>
          <button type="button" className="button quiet" onClick={() => dialog.current?.close()}>
            {words.close}
          </button>
          <button type="submit" className="button primary" aria-disabled={!count}>
            {retry ? words.bulkStart : words.bulkDiscardNow}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Asked anew a moment after the filter was last changed. */
function usePreview(filter: RepairFilter): Preview | undefined {
  const key = JSON.stringify(filter);
  const [preview, setPreview] = useState<Preview>();
  useEffect(() => {
    let current = true;
    setPreview(undefined);
    const timer = setTimeout(() => {
      void ask(DeadLetterPreviewDocument, { filter: JSON.parse(key) as RepairFilter }).then((answer) => {
        if (current && answer.ok && answer.data.deadLetterPreview) setPreview(answer.data.deadLetterPreview);
      });
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return preview;
}
