import { Link } from 'wouter';
import { TYPES } from '../api/logFilter';
import { usePages } from '../api/pages';
import { RetryQueueDocument, type RetryQueueQuery } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { eventPath, failedLogs } from '../routes/paths';
import { Time } from '../ui/Time';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';
import { DataTable, type Column } from './DataTable';
import { ListPanel } from './ListPanel';
import { QueuedEvent } from './QueuedEvent';
import { StateFilter } from './StateFilter';

type Retry = NonNullable<RetryQueueQuery['retryQueue']>['nodes'][number];

/** Failures that will be tried again. */
export function RetryList() {
  const words = useListWords();
  const all = useWords();
  const [type, setType] = useFilter('type', TYPES);
  const list = usePages(type, {
    document: RetryQueueDocument,
    variables: () => ({ filter: type ? { type: [type] } : {}, first: 20 }),
    listOf: (data) => data.retryQueue,
  });
  return (
    <ListPanel
      name={all.tabs.retries}
      list={list}
      filters={<StateFilter label={words.type} names={all.types} value={type} onChange={setType} />}
      onClear={type ? () => setType('') : undefined}
      empty={{ icon: 'check', tone: 'ok', title: all.noRetries, hint: all.retriesHint }}
      aside={<Link href={failedLogs}>{words.failedInLogs}</Link>}
    >
      {(items) => (
        <DataTable
          caption={all.tabs.retries}
          columns={columns(words, all)}
          items={items}
          href={(retry) => (retry.event ? eventPath(retry.event.id) : undefined)}
        />
      )}
    </ListPanel>
  );
}

const columns = (words: ListWords, all: Words): Column<Retry>[] => [
  { name: words.event, cell: (retry) => <QueuedEvent item={retry} /> },
  {
    name: words.nextAttempt,
    cell: (retry) =>
      retry.state === 'RUNNING' ? words.retryStates.RUNNING : <Time at={retry.nextAttemptAt} ahead />,
  },
  {
    name: words.attempts,
    cell: (retry) => words.attemptOf(all.number(retry.attempt), all.number(retry.maxAttempts)),
  },
  { name: words.waiting, cell: (retry) => <Time at={retry.waitingSince} /> },
  { name: words.lastError, cell: (retry) => retry.lastError ?? '–' },
];
