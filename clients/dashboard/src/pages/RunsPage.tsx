import { usePages } from '../api/pages';
import { SyncRunsDocument, type IntegrationType, type SyncRunState, type SyncRunsQuery } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { ConnectionList } from '../components/ConnectionList';
import { DataTable, type Column } from '../components/DataTable';
import { IntegrationFrame } from '../components/IntegrationFrame';
import { ListPanel } from '../components/ListPanel';
import { tones } from '../components/listTones';
import { Side } from '../components/Side';
import { StateFilter } from '../components/StateFilter';
import { StatusBadge } from '../components/StatusBadge';
import { eventPath } from '../routes/paths';
import { Time } from '../ui/Time';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';

type Run = NonNullable<SyncRunsQuery['syncRuns']>['nodes'][number];

const STATES = ['RUNNING', 'SUCCEEDED', 'PARTIAL', 'FAILED'] as const satisfies SyncRunState[];

/** An integration that runs from time to time: ERP, export, import. */
export default function RunsPage({ type, name }: { type: IntegrationType; name: string }) {
  return (
    <IntegrationFrame type={type} name={name}>
      <ConnectionList type={type} />
      <Runs type={type} />
    </IntegrationFrame>
  );
}

function Runs({ type }: { type: IntegrationType }) {
  const words = useListWords();
  const all = useWords();
  const [state, setState] = useFilter('state', STATES);
  const list = usePages(type + state, {
    document: SyncRunsDocument,
    variables: () => ({ filter: { type: [type], ...(state ? { state: [state] } : {}) }, first: 20 }),
    listOf: (data) => data.syncRuns,
  });
  return (
    <ListPanel
      name={words.runs}
      list={list}
      filters={<StateFilter names={words.runStates} value={state} onChange={setState} />}
      onClear={state ? () => setState('') : undefined}
      empty={{ icon: 'sync', title: words.noRuns, hint: words.noRunsHint }}
    >
      {(items) => (
        <DataTable
          caption={words.runs}
          columns={columns(words, all)}
          items={items}
          href={(run) => (run.eventId ? eventPath(run.eventId) : undefined)}
        />
      )}
    </ListPanel>
  );
}

const columns = (words: ListWords, all: Words): Column<Run>[] => [
  { name: words.entity, cell: (run) => run.entity },
  {
    name: words.state,
    cell: (run) => (
      <StatusBadge tone={tones[run.state]} calm={run.state === 'SUCCEEDED'}>
        {words.runStates[run.state]}
      </StatusBadge>
    ),
  },
  { name: words.started, cell: (run) => <Time at={run.startedAt} /> },
  { name: words.connection, cell: (run) => run.connection.name },
  {
    name: words.took,
    number: true,
    cell: (run) => (run.durationMs === null ? '–' : words.span(run.durationMs / 1000)),
  },
  {
    name: words.items,
    number: true,
    cell: (run) => (
      <>
        {words.itemsOf(all.number(run.writtenCount), all.number(run.readCount))}
        <Side>{run.failedCount > 0 && words.itemsFailed(run.failedCount)}</Side>
      </>
    ),
  },
];
