import { useState } from 'react';
import { Link } from 'wouter';
import { TYPES } from '../api/logFilter';
import { usePages } from '../api/pages';
import { DeadLettersDocument, DiscardDeadLetterDocument, type DeadLettersQuery } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { eventPath, failedLogs } from '../routes/paths';
import { toast } from '../ui/messages';
import { Time } from '../ui/Time';
import { useAfter } from '../ui/useAfter';
import { useWords, type Words } from '../words';
import { useFormWords } from '../words/forms';
import { useListWords, type ListWords } from '../words/lists';
import { DataTable, type Column } from './DataTable';
import { ListPanel } from './ListPanel';
import { QueuedEvent } from './QueuedEvent';
import { ReasonDialog } from './ReasonDialog';
import { StateFilter } from './StateFilter';

type Letter = NonNullable<DeadLettersQuery['deadLetters']>['nodes'][number];

/** Failures that nobody will try again by himself. Who may give one up is told of it. */
export function DeadLetterList({ onDiscarded }: { onDiscarded: (() => void) | undefined }) {
  const words = useListWords();
  const all = useWords();
  const [type, setType] = useFilter('type', TYPES);
  const list = usePages(type, {
    document: DeadLettersDocument,
    variables: () => ({ filter: type ? { type: [type] } : {}, first: 20 }),
    listOf: (data) => data.deadLetters,
  });
  const forms = useFormWords();
  const [letter, setLetter] = useState<Letter>();
  const after = useAfter<HTMLHeadingElement>();
  return (
    <ListPanel
      name={all.tabs.dead}
      head={after.place}
      list={list}
      filters={<StateFilter label={words.type} names={all.types} value={type} onChange={setType} />}
      onClear={type ? () => setType('') : undefined}
      empty={{ icon: 'check', tone: 'ok', title: all.noDead, hint: all.deadHint }}
      aside={<Link href={failedLogs}>{words.failedInLogs}</Link>}
      below={
        letter && (
          <Discard
            letter={letter}
            onClose={() => setLetter(undefined)}
            onDone={() => {
              setLetter(undefined);
              list.again(true);
              onDiscarded?.();
              after.go();
            }}
          />
        )
      }
    >
      {(items) => (
        <DataTable
          caption={all.tabs.dead}
          columns={columns(words, all)}
          items={items}
          href={(item) => (item.event ? eventPath(item.event.id) : undefined)}
          actions={
            onDiscarded && {
              name: forms.actions,
              of: (item) => (
                <button type="button" className="button small" onClick={() => setLetter(item)}>
                  {forms.discard}
                </button>
              ),
            }
          }
        />
      )}
    </ListPanel>
  );
}

function Discard({ letter, onClose, onDone }: { letter: Letter; onClose: () => void; onDone: () => void }) {
  const words = useFormWords();
  return (
    <ReasonDialog
      document={DiscardDeadLetterDocument}
      id={letter.id}
      title={words.discardOne}
      submit={words.discard}
      onClose={onClose}
      onDone={() => (toast(words.discarded), onDone())}
    >
      <p>
        <QueuedEvent item={letter} />
      </p>
      <p>{words.discardHint}</p>
    </ReasonDialog>
  );
}

const columns = (words: ListWords, all: Words): Column<Letter>[] => [
  { name: words.event, cell: (letter) => <QueuedEvent item={letter} /> },
  { name: words.dead, cell: (letter) => <Time at={letter.deadAt} /> },
  { name: words.attempts, number: true, cell: (letter) => all.number(letter.attempts) },
  { name: words.reason, cell: (letter) => letter.reason },
];
