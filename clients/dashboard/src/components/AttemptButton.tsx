import { Link } from 'wouter';
import { useAttempt, type Ticket, type Wish } from '../api/repairs';
import { eventPath } from '../routes/paths';
import { useWords, type Words } from '../words';
import styles from './AttemptButton.module.css';

/** Asks for an attempt, and says what came of it. */
export function AttemptButton(props: {
  label: string;
  wish: Wish;
  /** What came of it, when nothing good did. */
  failed: (error: string, attempt: number | null) => string;
  /** It makes sense once more when it is over. */
  again?: boolean;
  onOver: () => void;
}) {
  const { label, wish, failed, again = false, onOver } = props;
  const words = useWords();
  const { attempt, start } = useAttempt(wish, onOver);
  const busy = attempt.state === 'asked' || attempt.state === 'under way';
  return (
    <div className={styles.retry}>
      {(again || attempt.state !== 'over') && (
        <button type="button" className="button" aria-disabled={busy} onClick={() => !busy && void start()}>
          {label}
        </button>
      )}
      <p role="status" className={styles.said} data-retry={attempt.state}>
        {attempt.state === 'asked' && words.retryAsked}
        {attempt.state === 'under way' && words.retryStates[attempt.ticket.state]}
        {attempt.state === 'refused' &&
          (attempt.why.kind === 'broken' ? attempt.why.message : words.retryUnavailable)}
        {attempt.state === 'over' && <Outcome ticket={attempt.ticket} failed={failed} words={words} />}
      </p>
    </div>
  );
}

function Outcome({ ticket, failed, words }: { ticket: Ticket; failed: (error: string, n: number | null) => string; words: Words }) {
  return (
    <>
      {ticket.state === 'SUCCEEDED'
        ? words.retrySucceeded(ticket.httpStatus, ticket.durationMs)
        : failed(ticket.errorMessage ?? '', ticket.attempt)}{' '}
      {ticket.nextAttemptAt && words.retryGoesOn(words.clock.exact(Date.parse(ticket.nextAttemptAt)))}{' '}
      {ticket.outcomeEventId && <Link href={eventPath(ticket.outcomeEventId)}>{words.retryOutcome}</Link>}
    </>
  );
}
