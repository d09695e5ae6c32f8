import { useState } from 'react';
import { act } from '../api/ask';
import { useReplay, type Replay } from '../api/repairs';
import { CancelReplayDocument } from '../api/types/graphql';
import { useWords } from '../words';
import { BulkDialog, type Act } from './BulkDialog';
import { Figures } from './Figures';
import styles from './BulkRepair.module.css';

/** Many dead letters at a time: looked at first, then tried again or given up. `none`: there is none now. */
export function BulkRepair({ none, onDone }: { none: boolean; onDone: () => void }) {
  const words = useWords();
  const [open, setOpen] = useState<Act>();
  const [turn, setTurn] = useState(0);
  const replay = useReplay(turn);
  if (none && !replay && !open) return null;
  return (
    <section className={`card ${styles.bulk}`} aria-label={words.bulk}>
      {!none && (
        <div className={styles.acts}>
          <button type="button" className="button" onClick={() => setOpen('retry')}>
            {words.bulkRetry}
          </button>
          <button type="button" className="button quiet" onClick={() => setOpen('discard')}>
            {words.bulkDiscard}
          </button>
        </div>
      )}
      {replay && <Progress replay={replay} onCancelled={() => setTurn(turn + 1)} />}
      {open && (
        <BulkDialog
          act={open}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            setTurn(turn + 1);
            onDone();
          }}
        />
      )}
    </section>
  );
}

function Progress({ replay, onCancelled }: { replay: Replay; onCancelled: () => void }) {
  const words = useWords();
  const over = replay.finishedAt !== null;
  return (
    <div className={styles.progress} data-replay={replay.state}>
      <p role="status">
        {words.replayStates[replay.state]} {replay.stoppedBecause && `(${replay.stoppedBecause})`}{' '}
        <span className="muted">{replay.reason}</span>
      </p>
      <progress value={replay.succeeded + replay.failed + replay.cancelled} max={replay.total} aria-label={words.bulkRetry} />
      <Figures
        figures={[
          { label: words.replayTotal, value: words.number(replay.total) },
          { label: words.replaySucceeded, value: words.number(replay.succeeded) },
          { label: words.replayFailed, value: words.number(replay.failed) },
          { label: words.replayWaiting, value: words.number(replay.planned + replay.open) },
        ]}
      />
      {!over && (
        <button
          type="button"
          className="button"
          onClick={() => void act(CancelReplayDocument, { id: replay.id }).then(onCancelled)}
        >
          {words.replayCancel}
        </button>
      )}
    </div>
  );
}
