import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { refresh, useLive, useUpdates } from '../api/dashboard';
import type { Card } from '../api/live';
import { NO_FILTERS } from '../api/logFilter';
import { useLogs } from '../api/logs';
import { useMayManage } from '../api/session';
import type { IntegrationType } from '../api/types/graphql';
import styles from '../pages/Page.module.css';
import { logsOf } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { Skeleton } from '../ui/Skeleton';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import { cardFigures } from './cardFigures';
import { EventTable } from './EventTable';
import { Figures } from './Figures';
import { HourStrip } from './HourStrip';
import { LiveBar } from './LiveBar';
import { moreFigures } from './moreFigures';
import { SectionProblem } from './SectionProblem';
import { StatusBadge } from './StatusBadge';
import { statusWord, toneOf } from './tone';

/** The page of one kind of integration: how it is doing, what it consists of, and what happened. */
export function IntegrationFrame(props: { type: IntegrationType; name: string; children: ReactNode }) {
  const { type, name } = props;
  const { health } = useLive();
  const words = useWords();
  useTitle(name);
  useUpdates();
  const card = health.data?.cards.find((one) => one.type === type);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{name}</h1>
        <LiveBar />
      </header>
      {health.problem !== undefined && (
        <SectionProblem title={words.healthUnavailable} at={health.at} onRetry={refresh} />
      )}
      {card ? <State card={card} /> : health.problem === undefined && <Skeleton height={220} label={words.loading} />}
      {props.children}
      <Latest type={type} />
    </div>
  );
}

function State({ card }: { card: Card }) {
  const words = useWords();
  const may = useMayManage();
  const { summary, turnsOkWhen } = words.reason(card);
  const unset = card.status === 'NOT_CONFIGURED';
  return (
    <div className={styles.columns}>
      <section className={`card ${styles.box}`} aria-label={words.statusLabel}>
        <p>
          <StatusBadge tone={toneOf(card)}>{statusWord(card, words)}</StatusBadge>
        </p>
        <p>{unset ? words.setUp[card.type] : summary}</p>
        {turnsOkWhen && (
          <p>
            <strong>{words.turnsGreen}:</strong> {turnsOkWhen}
          </p>
        )}
        {!unset && <HourStrip card={card} />}
        {!may && <p className="muted small">{words.readOnlySettings}</p>}
      </section>
      {!unset && (
        <section className={`card ${styles.box}`} aria-label={words.figures}>
          <Figures figures={[...cardFigures(card, words), ...moreFigures(card, words)]} />
        </section>
      )}
    </div>
  );
}

function Latest({ type }: { type: IntegrationType }) {
  const words = useWords();
  const { items, state, again } = useLogs({ ...NO_FILTERS, type }, 10);
  return (
    <section className={`card ${styles.table}`} aria-labelledby="latest" data-ready={state === 'ready' || undefined}>
      <header className={styles.foot}>
        <h2 id="latest">{words.latest(words.types[type])}</h2>
        <Link href={logsOf(type)}>{words.inLogs}</Link>
      </header>
      {state === 'failed' && <SectionProblem title={words.logsUnavailable} at={undefined} onRetry={() => again()} />}
      {state === 'ready' && items.length === 0 && (
        <Empty icon="logs" title={words.logsEmpty} hint={words.logsEmptyHint} />
      )}
      {items.length > 0 && <EventTable events={items} caption={words.latest(words.types[type])} />}
    </section>
  );
}
