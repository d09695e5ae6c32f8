import { useState, type ReactNode } from 'react';
import type { Connection as Integration } from '../api/connections';
import { refresh } from '../api/dashboard';
import { usePages } from '../api/pages';
import { useMayManage } from '../api/session';
import { ConnectionsDocument, type IntegrationType } from '../api/types/graphql';
import { Breakable } from '../ui/Breakable';
import { Icon } from '../ui/icons';
import { Time } from '../ui/Time';
import { useAfter } from '../ui/useAfter';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';
import { useSetupWords } from '../words/setup';
import { ConnectionActions } from './ConnectionActions';
import { ConnectionDialogs, type ConnectionDoing } from './ConnectionDialogs';
import styles from './ConnectionList.module.css';
import { Figures, type Figure } from './Figures';
import { ListPanel } from './ListPanel';
import { tones } from './listTones';
import { StatusBadge } from './StatusBadge';

/** What is connected of one kind, as it was set up. */
export function ConnectionList({ type }: { type: IntegrationType }) {
  const words = useListWords();
  const list = usePages(type, {
    document: ConnectionsDocument,
    variables: () => ({ filter: { type: [type] }, first: 20 }),
    listOf: (data) => data.integrationConnections,
  });
  const setup = useSetupWords();
  const may = useMayManage();
  const [doing, setDoing] = useState<ConnectionDoing>();
  const after = useAfter<HTMLHeadingElement>();
  const changed = () => {
    list.again(true);
    refresh();
  };
  return (
    <ListPanel
      name={words.connections}
      list={list}
      head={after.place}
      empty={{ icon: 'sync', title: words.noConnections, ...(may ? { hint: setup.setUpHint } : {}) }}
      aside={
        may && (
          <button type="button" className="button" onClick={() => setDoing({ kind: 'add' })}>
            <Icon name="plus" />
            {setup.setUp}
          </button>
        )
      }
      below={
        doing && (
          <ConnectionDialogs
            type={type}
            doing={doing}
            onClose={() => setDoing(undefined)}
            onChanged={changed}
            onRemoved={() => (changed(), after.go())}
          />
        )
      }
    >
      {(items) => (
        <ul className={styles.list}>
          {items.map((item) => (
            <Connection key={item.id} item={item}>
              {may && (
                <ConnectionActions item={item} onAct={(kind) => setDoing({ kind, item })} onChanged={changed} />
              )}
            </Connection>
          ))}
        </ul>
      )}
    </ListPanel>
  );
}

function Connection({ item, children }: { item: Integration; children: ReactNode }) {
  const words = useListWords();
  const all = useWords();
  return (
    <li data-item={item.id}>
      <h3>
        {item.name}
        <StatusBadge tone={tones[item.state]}>{words.integrationStates[item.state]}</StatusBadge>
      </h3>
      <Figures figures={figures(item, words, all)} />
      {children}
    </li>
  );
}

function figures(item: Integration, words: ListWords, all: Words): Figure[] {
  const gone = item.state === 'CREDENTIAL_EXPIRED';
  const found: (Figure | false | null | '')[] = [
    {
      label: words.expected,
      value: item.expectedEverySeconds === null ? words.unknown : words.span(item.expectedEverySeconds),
    },
    {
      label: words.lastRun,
      value:
        item.lastRunAt && item.lastRunState ? (
          <>
            {words.runStates[item.lastRunState]}, <Time at={item.lastRunAt} />
          </>
        ) : (
          words.noRun
        ),
    },
    item.credentialExpiresAt && {
      label: gone ? words.credentialEnded : words.credentialEnds,
      value: <Time at={item.credentialExpiresAt} ahead />,
    },
    item.probeUrl && { label: words.probe, value: <Breakable text={item.probeUrl} /> },
    item.lastProbeAt && {
      label: words.probed,
      value: (
        <>
          {item.lastProbeMessage ?? (item.lastProbeOk ? all.probe.ok : all.probe.failed)}, <Time at={item.lastProbeAt} />
        </>
      ),
    },
    ...settings(item.config).map(([name, value]) => ({ label: name, value })),
  ];
  return found.filter((figure): figure is Figure => Boolean(figure));
}

/** What was set up, in the words in which it was. */
function settings(config: unknown): [string, string][] {
  if (typeof config !== 'object' || config === null) return [];
  return Object.entries(config).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
}
