import { failureBy, problemIn, type Answer, type Failure, type Told } from './failure';
import { socket } from './socket';
import { CADENCE, type Moment } from './source';
import { DashboardUpdatesDocument, type DashboardQuery, type DashboardUpdatesSubscription } from './types/graphql';

/** Who listens to one stream. After `lost` comes nothing more. */
export interface Listener {
  answered(answer: Answer<DashboardQuery>, moment: Moment): void;
  /** With the failure when trying again is of no use: the gateway does not know the session. */
  lost(failure?: Failure): void;
}

// an answer comes every cadence: a stream that is silent for longer is dead, though no socket says so
const FIRST_WITHIN = 5_000;
const NEXT_WITHIN = CADENCE * 1.5;

/** Opens the gateway's subscription once; who wants it again opens another. Returns its end. */
export function openStream(listener: Listener): () => void {
  // a client of its own: one that hangs while it connects would hang the next attempt, too
  const client = socket();
  let silence = setTimeout(fallSilent, FIRST_WITHIN);
  let over = false;
  let first = true;

  function lose(failure?: Failure) {
    if (over) return;
    finish();
    listener.lost(failure);
  }

  function finish() {
    over = true;
    clearTimeout(silence);
    unsubscribe();
  }

  function fallSilent() {
    lose();
    client.terminate();
  }

  const unsubscribe = client.subscribe<DashboardUpdatesSubscription>(
    { query: DashboardUpdatesDocument.toString() },
    {
      next(result) {
        const update = result.data?.dashboardUpdates;
        if (over) return;
        if (!update) return lose(signedOutBy(result.errors));
        clearTimeout(silence);
        silence = setTimeout(fallSilent, NEXT_WITHIN);
        listener.answered(answerIn(update, result.errors), momentOf(update, first));
        first = false;
      },
      error: (why) => lose(signedOutBy(why)),
      complete: () => lose(),
    },
  );
  return finish;
}

type Update = DashboardUpdatesSubscription['dashboardUpdates'];

function answerIn(update: Update, errors: readonly Told[] | undefined): Answer<DashboardQuery> {
  return { ok: true, data: update, problems: (errors ?? []).map((error) => problemIn(error, 1)) };
}

const momentOf = ({ serverTime, stale, newEventCount, changes }: Update, first: boolean): Moment => ({
  serverTime,
  staleSince: stale?.since,
  news: first ? undefined : { events: newEventCount, changed: changes.map((change) => change.type) },
});

/** A close event with the codes that ask for signing in, or errors with that code. */
function signedOutBy(why: unknown): Failure | undefined {
  const code = (why as CloseEvent | undefined)?.code;
  if (code === 4401 || code === 4403) return { kind: 'signedOut' };
  const failure = Array.isArray(why) && why.length > 0 ? failureBy(problemIn(why[0] as Told, 1)) : undefined;
  return failure?.kind === 'signedOut' ? failure : undefined;
}
