import { Link } from 'wouter';
import { useRetry, type Ticket } from '../api/repairs';
import { eventPath } from '../routes/paths';
import { useWords, type Words } from '../words';
import styles from './RetryNow.module.css';

/** Tries an event again, and says what came of it. */
export function RetryNow({ id, onOver }: { id: string; onOver: () => void }) {
  const words = useWords();
  const { retry, start } = useRetry(id, onOver);
  const busy = retry.state === 'asked' || retry.state === 'under way';
  return (
    <div className={styles.retry}>
      {retry.state !== 'over' && (
        <button type="button" className="button" aria-disabled={busy} onClick={() => !busy && void start()}>
          {words.retryNow}
        </button>
      )}
      <p role="status" className={styles.said} data-retry={retry.state}>
        {retry.state === 'asked' && words.retryAsked}
        {retry.state === 'under way' && words.retryStates[retry.ticket.state]}
        {retry.state === 'refused' &&
          (retry.why.kind === 'broken' ? retry.why.message : words.retryUnavailable)}
        {retry.state === 'over' && <Outcome ticket={retry.ticket} words={words} />}
      </p>
    </div>
  );
}

function Outcome({ ticket, words }: { ticket: Ticket; words: Words }) {
  return (
    <>
      {ticket.state === 'SUCCEEDED'
        ? words.retrySucceeded(ticket.httpStatus, ticket.durationMs)
        : words.retryFailed(ticket.errorMessage ?? '', ticket.attempt)}{' '}
      {ticket.nextAttemptAt && words.retryGoesOn(words.clock.exact(Date.parse(ticket.nextAttemptAt)))}{' '}
      {ticket.outcomeEventId && <Link href={eventPath(ticket.outcomeEventId)}>{words.retryOutcome}</Link>}
    </>
  );
}
