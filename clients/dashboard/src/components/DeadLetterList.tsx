import { Link } from 'wouter';
import { TYPES } from '../api/logFilter';
import { usePages } from '../api/pages';
import { DeadLettersDocument, type DeadLettersQuery } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { eventPath, failedLogs } from '../routes/paths';
import { Time } from '../ui/Time';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';
import { DataTable, type Column } from './DataTable';
import { ListPanel } from './ListPanel';
import { QueuedEvent } from './QueuedEvent';
import { StateFilter } from './StateFilter';

type Letter = NonNullable<DeadLettersQuery['deadLetters']>['nodes'][number];

/** Failures that nobody will try again by himself. */
export function DeadLetterList() {
  const words = useListWords();
  const all = useWords();
  const [type, setType] = useFilter('type', TYPES);
  const list = usePages(type, {
    document: DeadLettersDocument,
    variables: () => ({ filter: type ? { type: [type] } : {}, first: 20 }),
    listOf: (data) => data.deadLetters,
  });
  return (
    <ListPanel
      name={all.tabs.dead}
      list={list}
      filters={<StateFilter label={words.type} names={all.types} value={type} onChange={setType} />}
      onClear={type ? () => setType('') : undefined}
      empty={{ icon: 'check', tone: 'ok', title: all.noDead }}
      aside={<Link href={failedLogs}>{words.failedInLogs}</Link>}
    >
      {(items) => (
        <DataTable
          caption={all.tabs.dead}
          columns={columns(words, all)}
          items={items}
          href={(letter) => (letter.event ? eventPath(letter.event.id) : undefined)}
        />
      )}
    </ListPanel>
  );
}

const columns = (words: ListWords, all: Words): Column<Letter>[] => [
  { name: words.event, cell: (letter) => <QueuedEvent item={letter} /> },
  { name: words.dead, cell: (letter) => <Time at={letter.deadAt} /> },
  { name: words.attempts, number: true, cell: (letter) => all.number(letter.attempts) },
  { name: words.reason, cell: (letter) => letter.reason },
];
