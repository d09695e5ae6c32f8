import { useCallback, useRef } from 'react';
import { refresh, turn, useLive, useUpdates } from '../api/dashboard';
import { mayManage, type Profile } from '../api/session';
import { ActivityFeed } from '../components/ActivityFeed';
import { ErrorSummaryPanel } from '../components/ErrorSummaryPanel';
import { FirstSteps } from '../components/FirstSteps';
import { HealthStatusGrid } from '../components/HealthStatusGrid';
import { LiveBar } from '../components/LiveBar';
import { OverallLine } from '../components/OverallLine';
import { useNews } from '../components/useNews';
import { useShortcuts } from '../ui/shortcuts';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './DashboardPage.module.css';

const keys = {
  r: refresh,
  p: turn,
  // from anywhere to the newest event; from there on the feed itself knows the keys
  j: () => document.querySelector<HTMLElement>('[data-feed] li button')?.focus(),
};

/** How all integrations are doing, what happened, and what failed. */
export default function DashboardPage({ profile }: { profile: Profile }) {
  const words = useWords();
  const live = useLive();
  const feed = useRef<HTMLDivElement>(null);
  useTitle(words.title);
  useUpdates();
  useNews(useCallback(() => feed.current?.scrollIntoView({ block: 'start' }), []));
  useShortcuts(keys);
  const health = live.health.data;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{words.title}</h1>
        <LiveBar />
      </header>
      {health && <OverallLine health={health} />}
      {health?.configuredCount === 0 && <FirstSteps cards={health.cards.slice(0, 4)} />}
      <HealthStatusGrid
        health={live.health}
        mayConfigure={mayManage(profile)}
        onRetry={refresh}
      />
      <div className={styles.below}>
        <div ref={feed} className={styles.feed}>
          <ActivityFeed activity={live.activity} onRetry={refresh} />
        </div>
        <div className={styles.errors}>
          <ErrorSummaryPanel errors={live.errors} health={health} onRetry={refresh} />
        </div>
      </div>
    </div>
  );
}
