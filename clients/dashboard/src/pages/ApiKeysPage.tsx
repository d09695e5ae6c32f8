import { useState } from 'react';
import { refresh } from '../api/dashboard';
import { usePages } from '../api/pages';
import { useMayManage } from '../api/session';
import { ApiKeysDocument, type ApiKeysQuery, type ApiKeyState } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { DataTable, type Column } from '../components/DataTable';
import { IntegrationFrame } from '../components/IntegrationFrame';
import { KeyDialogs, type KeyAct } from '../components/KeyDialogs';
import { ListPanel } from '../components/ListPanel';
import { tones } from '../components/listTones';
import { Side } from '../components/Side';
import { StateFilter } from '../components/StateFilter';
import { StatusBadge } from '../components/StatusBadge';
import { Icon } from '../ui/icons';
import { Time } from '../ui/Time';
import { useAfter } from '../ui/useAfter';
import { useWords, type Words } from '../words';
import { useFormWords } from '../words/forms';
import { useListWords, type ListWords } from '../words/lists';

type Key = NonNullable<ApiKeysQuery['apiKeys']>['nodes'][number];

const STATES = ['ACTIVE', 'EXPIRED', 'REVOKED'] as const satisfies ApiKeyState[];

/** The keys by which others call, and how much they are used. */
export default function ApiKeysPage({ name }: { name: string }) {
  return (
    <IntegrationFrame type="API_KEYS" name={name}>
      <Keys />
    </IntegrationFrame>
  );
}

function Keys() {
  const words = useListWords();
  const all = useWords();
  const [state, setState] = useFilter('state', STATES);
  const list = usePages(state, {
    document: ApiKeysDocument,
    variables: () => ({ filter: state ? { state: [state] } : {}, first: 20 }),
    listOf: (data) => data.apiKeys,
  });
  const forms = useFormWords();
  const may = useMayManage();
  const [act, setAct] = useState<KeyAct>();
  const after = useAfter<HTMLHeadingElement>();
  const changed = () => {
    list.again(true);
    refresh();
  };
  return (
    <ListPanel
      name={words.keys}
      head={after.place}
      list={list}
      filters={<StateFilter names={words.keyStates} value={state} onChange={setState} />}
      onClear={state ? () => setState('') : undefined}
      empty={{ icon: 'key', title: words.noKeys, hint: words.noKeysHint }}
      aside={may && <NewKey onClick={() => setAct({ kind: 'create' })} />}
      below={
        act && (
          <KeyDialogs
            act={act}
            onClose={() => setAct(undefined)}
            onChanged={changed}
            onRevoked={() => (changed(), after.go())}
          />
        )
      }
    >
      {(items) => (
        <DataTable
          caption={words.keys}
          columns={columns(words, all)}
          items={items}
          actions={may ? { name: forms.actions, of: (key) => <Acts item={key} onAct={setAct} /> } : undefined}
        />
      )}
    </ListPanel>
  );
}

function NewKey({ onClick }: { onClick: () => void }) {
  const words = useFormWords();
  return (
    <button type="button" className="button" onClick={onClick}>
      <Icon name="plus" />
      {words.newKey}
    </button>
  );
}

function Acts({ item, onAct }: { item: Key; onAct: (act: KeyAct) => void }) {
  const words = useFormWords();
  if (item.state !== 'ACTIVE') return null;
  return (['rotate', 'revoke'] as const).map((kind) => (
    <button
      key={kind}
      type="button"
      className="button small"
      aria-label={words[`${kind}Key`](item.name)}
      onClick={() => onAct({ kind, item })}
    >
      {words[kind]}
    </button>
  ));
}

const columns = (words: ListWords, all: Words): Column<Key>[] => [
  {
    name: words.key,
    cell: (key) => (
      <>
        {key.name}
        <Side>
          <span className="mono">
            {key.prefix}…{key.last4}
          </span>
        </Side>
      </>
    ),
  },
  {
    name: words.state,
    cell: (key) => (
      <>
        <StatusBadge tone={tones[key.state]} calm={key.state === 'ACTIVE'}>
          {words.keyStates[key.state]}
        </StatusBadge>
        <Side>
          {key.state === 'ACTIVE'
            ? key.expiresAt && (
                <>
                  {words.expires} <Time at={key.expiresAt} ahead />
                </>
              )
            : ended(key)}
        </Side>
      </>
    ),
  },
  { name: words.scopes, cell: (key) => <Scopes names={key.scopes} /> },
  { name: words.lastUsed, cell: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} /> : words.never) },
  {
    name: words.requests,
    number: true,
    cell: (key) => (
      <>
        {all.number(key.requests24h)}
        <Side>{words.ofWhich(key.errors24h, key.throttled24h)}</Side>
      </>
    ),
  },
  { name: words.peak, number: true, cell: (key) => peakOf(key, words, all) },
];

function Scopes({ names }: { names: string[] }) {
  return (
    <ul>
      {names.map((name) => (
        <li key={name} className="mono">
          {name}
        </li>
      ))}
    </ul>
  );
}

function ended(key: Key) {
  const at = key.revokedAt ?? key.expiresAt;
  return at && <Time at={at} />;
}

function peakOf(key: Key, words: ListWords, all: Words) {
  const limit = key.limitPerMinute === null ? words.noLimit : words.perMinute(all.number(key.limitPerMinute));
  if (key.peakPerMinute === null) return <span className="muted">{limit}</span>;
  const exact = key.peakAt ? all.clock.exact(Date.parse(key.peakAt)) : undefined;
  return (
    <span title={exact}>
      {key.peakUsage === null || key.limitPerMinute === null
        ? words.perMinute(all.number(key.peakPerMinute))
        : words.peakOf(all.percent(key.peakUsage), all.number(key.limitPerMinute))}
      <Side>{key.limitPerMinute === null && words.noLimit}</Side>
      <Side>
        {key.limitReachedAt && (
          <>
            {words.limitReached} <Time at={key.limitReachedAt} ahead />
          </>
        )}
      </Side>
    </span>
  );
}
