import { useEffect, useState } from 'react';
import { ask } from '../api/ask';
import { idempotencyKey } from '../api/repairs';
import {
  DeadLetterPreviewDocument,
  DiscardDeadLettersDocument,
  StartReplayDocument,
  type DeadLetterPreviewQuery,
  type RepairFilter,
} from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useWords, type Words } from '../words';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import { ReasonField } from './ReasonField';

export type Act = 'retry' | 'discard';
type Preview = NonNullable<DeadLetterPreviewQuery['deadLetterPreview']>;

const CANARY = 3;
const RATE = 5;
const STOP_AT = 20;

/** Says how many it would be, and asks why, before anything is done. */
export function BulkDialog(props: { act: Act; onClose: () => void; onDone: () => void }) {
  const { act } = props;
  const words = useWords();
  const [text, setText] = useState('');
  const [key] = useState(idempotencyKey);
  const filter: RepairFilter = text.trim().length > 1 ? { text: text.trim() } : {};
  const preview = usePreview(filter);
  const retry = act === 'retry';
  const count = preview && (retry ? preview.retryableCount : preview.count);
  const replay = useAct(StartReplayDocument, props.onDone);
  const discard = useAct(DiscardDeadLettersDocument, props.onDone);
  const { busy, failure } = retry ? replay : discard;

  function submit(form: FormData) {
    if (!count) return;
    const reason = String(form.get('reason'));
    if (!retry) return discard.send({ filter, expectedCount: count, reason });
    const care = { canary: CANARY, ratePerSecond: RATE, stopAtFailurePercent: STOP_AT };
    replay.send({ input: { filter, expectedCount: count, reason, idempotencyKey: key, ...care } });
  }

  return (
    <FormDialog
      title={retry ? words.bulkRetry : words.bulkDiscard}
      submit={retry ? words.bulkStart : words.bulkDiscardNow}
      grave={!retry}
      busy={busy}
      unready={!count}
      failure={failure}
      fields={['text', 'reason']}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Field name="text" label={words.bulkText}>
        {(control) => (
          <input
            {...control}
            className="field"
            value={text}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p role="status" data-count={count}>
        {preview === undefined ? words.loading : sentence(act, count ?? 0, words)}
      </p>
      {retry && preview && preview.obstacles.length > 0 && <Obstacles preview={preview} />}
      <ReasonField />
    </FormDialog>
  );
}

function sentence(act: Act, count: number, words: Words): string {
  if (count === 0) return words.bulkNone;
  return act === 'retry' ? words.bulkWillRetry(count, CANARY, RATE, STOP_AT) : words.bulkWillDiscard(count);
}

function Obstacles({ preview }: { preview: Preview }) {
  const words = useWords();
  return (
    <ul className="muted small">
      {preview.obstacles.map(({ obstacle, count }) => (
        <li key={obstacle}>
          {words.number(count)} × {words.obstacles[obstacle]}
        </li>
      ))}
    </ul>
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
