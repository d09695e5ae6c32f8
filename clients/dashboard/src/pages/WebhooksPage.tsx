import { refresh } from '../api/dashboard';
import { usePages } from '../api/pages';
import { useMayManage } from '../api/session';
import { WebhooksDocument, type WebhooksQuery, type WebhookState } from '../api/types/graphql';
import { useFilter } from '../api/useFilter';
import { DataTable, type Column } from '../components/DataTable';
import { IntegrationFrame } from '../components/IntegrationFrame';
import { ListPanel } from '../components/ListPanel';
import { tones } from '../components/listTones';
import { NewWebhook } from '../components/NewWebhook';
import { SenderList } from '../components/SenderList';
import { Side } from '../components/Side';
import { StateFilter } from '../components/StateFilter';
import { StatusBadge } from '../components/StatusBadge';
import { webhookPath } from '../routes/paths';
import { Breakable } from '../ui/Breakable';
import { Time } from '../ui/Time';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';

type Webhook = NonNullable<WebhooksQuery['webhooks']>['nodes'][number];

const STATES = ['ACTIVE', 'FAILING', 'DISABLED'] as const satisfies WebhookState[];

/** The endpoints that are told what happens. */
export default function WebhooksPage({ name }: { name: string }) {
  return (
    <IntegrationFrame type="WEBHOOKS" name={name}>
      <Endpoints />
      <SenderList />
    </IntegrationFrame>
  );
}

function Endpoints() {
  const words = useListWords();
  const all = useWords();
  const [state, setState] = useFilter('state', STATES);
  const list = usePages(state, {
    document: WebhooksDocument,
    variables: () => ({ filter: state ? { state: [state] } : {}, first: 20 }),
    listOf: (data) => data.webhooks,
  });
  const may = useMayManage();
  const changed = () => {
    list.again(true);
    refresh();
  };
  return (
    <ListPanel
      name={words.webhooks}
      list={list}
      filters={<StateFilter names={words.webhookStates} value={state} onChange={setState} />}
      onClear={state ? () => setState('') : undefined}
      empty={{ icon: 'webhook', title: words.noWebhooks, hint: words.noWebhooksHint }}
      aside={may && <NewWebhook onChanged={changed} />}
    >
      {(items) => (
        <DataTable
          caption={words.webhooks}
          columns={columns(words, all)}
          items={items}
          href={(webhook) => webhookPath(webhook.id)}
        />
      )}
    </ListPanel>
  );
}

const columns = (words: ListWords, all: Words): Column<Webhook>[] => [
  {
    name: words.webhook,
    cell: (webhook) => (
      <>
        {webhook.name}
        <Side>
          <Breakable text={webhook.url} />
        </Side>
      </>
    ),
  },
  {
    name: words.state,
    cell: (webhook) => (
      <>
        <StatusBadge tone={tones[webhook.state]} calm={webhook.state === 'ACTIVE'}>
          {words.webhookStates[webhook.state]}
        </StatusBadge>
        <Side>
          {webhook.state === 'DISABLED'
            ? webhook.disabledReason
            : webhook.failingSince && <Time at={webhook.failingSince} />}
        </Side>
      </>
    ),
  },
  {
    name: words.toldOf,
    cell: (webhook) => (webhook.eventTypes.length === 0 ? words.everything : webhook.eventTypes.join(', ')),
  },
  { name: words.delivered, number: true, cell: (webhook) => <Delivered webhook={webhook} words={words} all={all} /> },
  { name: words.pending, number: true, cell: (webhook) => all.number(webhook.pendingDeliveries) },
  {
    name: words.lastDelivery,
    cell: (webhook) => (webhook.lastDeliveryAt ? <Time at={webhook.lastDeliveryAt} /> : words.never),
  },
];

function Delivered({ webhook, words, all }: { webhook: Webhook; words: ListWords; all: Words }) {
  if (webhook.successRate24h === null) return <span className="muted">{words.nothing24h}</span>;
  const { successCount24h: ok, errorCount24h: failed } = webhook;
  return (
    <>
      {all.percent(webhook.successRate24h)}
      <Side>{words.deliveredOf(all.number(ok), all.number(ok + failed))}</Side>
    </>
  );
}
