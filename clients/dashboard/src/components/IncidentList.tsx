import { useState } from 'react';
import { TYPES } from '../api/logFilter';
import { usePages } from '../api/pages';
import { AcknowledgeIncidentDocument, IncidentsDocument, type IncidentState, type IncidentsQuery } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useFilter } from '../api/useFilter';
import { useAfter } from '../ui/useAfter';
import { useWords } from '../words';
import { useListWords } from '../words/lists';
import { IncidentCard } from './IncidentCard';
import styles from './IncidentList.module.css';
import { ListPanel } from './ListPanel';
import { Refused } from './Refused';
import { ResolveDialog } from './ResolveDialog';
import { StateFilter } from './StateFilter';

export type Incident = NonNullable<IncidentsQuery['incidents']>['nodes'][number];

const STATES: IncidentState[] = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'];
const GOING_ON: IncidentState[] = ['OPEN', 'ACKNOWLEDGED'];

/** Failures of one kind together; open ones unless a state is chosen. */
export function IncidentList({ may, onDone }: { may: boolean; onDone: () => void }) {
  const words = useListWords();
  const all = useWords();
  const [type, setType] = useFilter('type', TYPES);
  const [state, setState] = useFilter('state', STATES);
  const [resolving, setResolving] = useState<Incident>();
  const after = useAfter<HTMLHeadingElement>();
  const list = usePages(`${type} ${state}`, {
    document: IncidentsDocument,
    variables: () => ({
      filter: { ...(type ? { type: [type] } : {}), state: state ? [state] : GOING_ON },
      first: 20,
    }),
    listOf: (data) => data.incidents,
  });

  const changed = () => {
    list.again(true);
    onDone();
  };
  const acknowledging = useAct(AcknowledgeIncidentDocument, () => {
    changed();
    after.go();
  });

  return (
    <>
      <Refused failure={acknowledging.failure} />
      <ListPanel
        name={all.tabs.incidents}
        head={after.place}
        list={list}
        filters={
          <>
            <StateFilter label={words.type} names={all.types} value={type} onChange={setType} />
            <StateFilter unchosen={words.goingOn} names={all.incidentStates} value={state} onChange={setState} />
          </>
        }
        onClear={type || state ? () => (type ? setType('') : setState('')) : undefined}
        empty={{ icon: 'check', tone: 'ok', title: words.noIncidents, hint: words.noIncidentsHint }}
        below={
          resolving && (
            <ResolveDialog
              incident={resolving}
              onClose={() => setResolving(undefined)}
              onDone={() => {
                setResolving(undefined);
                changed();
                after.go();
              }}
            />
          )
        }
      >
        {(items) => (
          <ul className={styles.list}>
            {items.map((incident) => (
              <IncidentCard
                key={incident.id}
                incident={incident}
                may={may}
                onAcknowledge={() => acknowledging.send({ id: incident.id })}
                onResolve={() => setResolving(incident)}
              />
            ))}
          </ul>
        )}
      </ListPanel>
    </>
  );
}
