import { useEffect, useRef, useState, type FormEvent } from 'react';
import { act } from '../api/ask';
import { sessionEnded } from '../api/session';
import { ResolveIncidentDocument } from '../api/types/graphql';
import { useWords } from '../words';
import { useListWords } from '../words/lists';
import styles from './BulkDialog.module.css';
import type { Incident } from './IncidentList';

/** Asks what it was: the next one who sees it is glad to know. */
export function ResolveDialog(props: { incident: Incident; onClose: () => void; onDone: () => void }) {
  const words = useListWords();
  const all = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const answer = await act(ResolveIncidentDocument, { id: props.incident.id, note });
    if (answer.ok) props.onDone();
    else {
      if (answer.failure.kind === 'signedOut') sessionEnded();
      setProblem(answer.failure.kind === 'broken' ? answer.failure.message : words.notDone);
    }
  }

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="resolve" onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="resolve">{props.incident.title}</h2>
        <label>
          {words.whatHelped}
          <textarea
            className="field"
            required
            minLength={3}
            maxLength={500}
            rows={3}
            value={note}
            aria-describedby="resolve-hint"
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <p id="resolve-hint" className="muted small">
          {words.whatHelpedHint}
        </p>
        {problem && <p role="alert">{problem}</p>}
        <div className={styles.acts}>
          <button type="button" className="button quiet" onClick={() => dialog.current?.close()}>
            {all.close}
          </button>
          <button type="submit" className="button primary">
            {words.resolveNow}
          </button>
        </div>
      </form>
    </dialog>
  );
}
