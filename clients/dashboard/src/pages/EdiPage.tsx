import { usePages } from '../api/pages';
import {
  EdiInterchangesDocument,
  type Acknowledgement,
  type EdiDirection,
  type EdiInterchangesQuery,
} from '../api/types/graphql';
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
import { useListWords, type ListWords } from '../words/lists';

type Interchange = NonNullable<EdiInterchangesQuery['ediInterchanges']>['nodes'][number];

const STATES = [
  'NONE',
  'PENDING',
  'OVERDUE',
  'ACCEPTED',
  'ACCEPTED_WITH_ERRORS',
  'REJECTED',
] as const satisfies Acknowledgement[];
const DIRECTIONS = ['INBOUND', 'OUTBOUND'] as const satisfies EdiDirection[];

/** What is exchanged with trading partners, and how they answer. */
export default function EdiPage({ name }: { name: string }) {
  return (
    <IntegrationFrame type="EDI" name={name}>
      <ConnectionList type="EDI" />
      <Interchanges />
    </IntegrationFrame>
  );
}

function Interchanges() {
  const words = useListWords();
  const [state, setState] = useFilter('state', STATES);
  const [direction, setDirection] = useFilter('direction', DIRECTIONS);
  const list = usePages(`${state} ${direction}`, {
    document: EdiInterchangesDocument,
    variables: () => ({
      filter: { ...(state ? { state: [state] } : {}), ...(direction ? { direction: [direction] } : {}) },
      first: 20,
    }),
    listOf: (data) => data.ediInterchanges,
  });
  const clear = () => {
    setState('');
    setDirection('');
  };
  return (
    <ListPanel
      name={words.interchanges}
      list={list}
      filters={
        <>
          <StateFilter label={words.answer} names={words.acknowledgements} value={state} onChange={setState} />
          <StateFilter label={words.direction} names={words.directions} value={direction} onChange={setDirection} />
        </>
      }
      onClear={state || direction ? clear : undefined}
      empty={{ icon: 'exchange', title: words.noInterchanges, hint: words.noInterchangesHint }}
    >
      {(items) => (
        <DataTable
          caption={words.interchanges}
          columns={columns(words)}
          items={items}
          href={(one) => (one.eventId ? eventPath(one.eventId) : undefined)}
        />
      )}
    </ListPanel>
  );
}

const columns = (words: ListWords): Column<Interchange>[] => [
  {
    name: words.message,
    cell: (one) => (
      <>
        {one.standard} {one.messageType}
        <Side>{one.businessRef}</Side>
      </>
    ),
  },
  { name: words.partner, cell: (one) => one.partner },
  {
    name: words.answer,
    cell: (one) => (
      <>
        <StatusBadge tone={tones[one.state]} calm={one.state === 'ACCEPTED' || one.state === 'NONE'}>
          {words.acknowledgements[one.state]}
        </StatusBadge>
        <Side>
          {one.acknowledgedAt ? (
            <Time at={one.acknowledgedAt} />
          ) : (
            one.acknowledgementDueAt && (
              <>
                {words.due} <Time at={one.acknowledgementDueAt} ahead />
              </>
            )
          )}
        </Side>
      </>
    ),
  },
  { name: words.direction, cell: (one) => words.directions[one.direction] },
  { name: words.sent, cell: (one) => <Time at={one.sentAt} /> },
  { name: words.controlNumber, cell: (one) => <span className="mono">{one.controlNumber}</span> },
];
