import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { refresh, useUpdates } from '../api/dashboard';
import { usePages } from '../api/pages';
import { useMayManage } from '../api/session';
import { WebhookDocument } from '../api/types/graphql';
import type { Webhook } from '../api/webhooks';
import { DeliveryList } from '../components/DeliveryList';
import { Figures, type Figure } from '../components/Figures';
import { LiveBar } from '../components/LiveBar';
import { ListPanel } from '../components/ListPanel';
import { tones } from '../components/listTones';
import { StatusBadge } from '../components/StatusBadge';
import { WebhookActions, type WebhookAct } from '../components/WebhookActions';
import { WebhookDialogs } from '../components/WebhookDialogs';
import { paths } from '../routes/paths';
import { Breakable } from '../ui/Breakable';
import { Empty } from '../ui/Empty';
import { Skeleton } from '../ui/Skeleton';
import { Time } from '../ui/Time';
import { useTitle } from '../ui/useTitle';
import { useWords, type Words } from '../words';
import { useListWords, type ListWords } from '../words/lists';
import { useSetupWords, type SetupWords } from '../words/setup';
import styles from './Page.module.css';

/** One webhook under an address of its own: what it is, and every delivery. */
export default function WebhookPage({ id }: { id: string }) {
  const words = useListWords();
  const all = useWords();
  const list = usePages(id, {
    document: WebhookDocument,
    variables: () => ({ id, first: 20 }),
    listOf: (data) => data.webhook?.deliveries,
  });
  const webhook = list.data?.webhook;
  useTitle(webhook?.name ?? words.webhook);
  useUpdates();
  return (
    <div className={styles.page}>
      <nav aria-label={all.breadcrumb}>
        <Link href={paths.webhooks}>{all.links.webhooks}</Link>
      </nav>
      <header className={styles.head}>
        <h1>{webhook?.name ?? words.webhook}</h1>
        <LiveBar />
      </header>
      {list.code === 'NOT_FOUND' ? (
        <section className="card" data-ready>
          <Empty icon="webhook" title={words.noWebhook} />
        </section>
      ) : (
        <>
          {webhook ? (
            <Settings webhook={webhook} onChanged={() => (list.again(true), refresh())} />
          ) : (
            list.state === 'loading' && <Skeleton height={180} label={all.loading} />
          )}
          <ListPanel
            name={words.deliveries}
            list={list}
            empty={{ icon: 'webhook', title: words.noDeliveries, hint: words.noDeliveriesHint }}
          >
            {(items) => <DeliveryList deliveries={items} />}
          </ListPanel>
        </>
      )}
    </div>
  );
}

/** What it is, and what an administrator can do with it. */
function Settings({ webhook, onChanged }: { webhook: Webhook; onChanged: () => void }) {
  const words = useListWords();
  const all = useWords();
  const setup = useSetupWords();
  const may = useMayManage();
  const [act, setAct] = useState<WebhookAct>();
  const [, go] = useLocation();
  return (
    <section className={`card ${styles.box}`} aria-label={words.webhook}>
      <p>
        <StatusBadge tone={tones[webhook.state]}>{words.webhookStates[webhook.state]}</StatusBadge>
      </p>
      <Figures figures={figures(webhook, words, setup, all)} />
      {may && <WebhookActions webhook={webhook} onAct={setAct} onChanged={onChanged} />}
      {act && (
        <WebhookDialogs
          webhook={webhook}
          act={act}
          onClose={() => setAct(undefined)}
          onChanged={onChanged}
          onRemoved={() => (refresh(), go(paths.webhooks))}
        />
      )}
    </section>
  );
}

function figures(webhook: Webhook, words: ListWords, setup: SetupWords, all: Words): Figure[] {
  const { successCount24h: ok, errorCount24h: failed, successRate24h: rate } = webhook;
  const found: (Figure | false | null | '')[] = [
    { label: 'URL', value: <Breakable text={webhook.url} /> },
    { label: words.toldOf, value: webhook.eventTypes.join(', ') || words.everything },
    {
      label: words.delivered,
      value:
        rate === null
          ? words.nothing24h
          : `${all.percent(rate)} (${words.deliveredOf(all.number(ok), all.number(ok + failed))})`,
    },
    { label: words.pending, value: all.number(webhook.pendingDeliveries) },
    webhook.failingSince && { label: words.failingSince, value: <Time at={webhook.failingSince} /> },
    webhook.consecutiveFailures > 0 && { label: words.failures, value: all.number(webhook.consecutiveFailures) },
    webhook.disabledReason && { label: words.reason, value: webhook.disabledReason },
    webhook.previousSecretUntil && {
      label: setup.signedWithBoth,
      value: <Time at={webhook.previousSecretUntil} ahead />,
    },
    { label: words.added, value: <Time at={webhook.createdAt} /> },
  ];
  return found.filter((figure): figure is Figure => Boolean(figure));
}
