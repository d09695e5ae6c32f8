import { GraphiQL } from 'graphiql';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { fetcher } from './fetcher';
import { operations } from './operations';
import { askedIn } from './tabs';
import type { Theme } from '../../dashboard/src/ui/theme';

/** GraphiQL with the reader's own tabs; at first, and with nothing of his own, with our operations. */
export function Questions({ theme }: { theme: Theme }) {
  const [asked] = useState(() => askedIn(location.href));
  const system = useSystemTheme();
  const [first] = useState(() => localStorage.getItem('graphiql:tabState') === null);

  // from here on it is one of the tabs: loading the page again must not open another
  useEffect(() => history.replaceState(null, '', location.pathname), []);

  return (
    <main className="questions" lang="en">
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={asked ? [asked, ...operations] : operations}
        {...(asked && !first ? { initialQuery: asked.query, initialVariables: asked.variables ?? '' } : {})}
        forcedTheme={theme === 'auto' ? system : theme}
        shouldPersistHeaders={false}
      />
    </main>
  );
}

const dark = matchMedia('(prefers-color-scheme: dark)');

function watch(watcher: () => void) {
  dark.addEventListener('change', watcher);
  return () => dark.removeEventListener('change', watcher);
}

/** The system's theme, also when it changes at dusk: GraphiQL's own 'system' leaves its editors as they were. */
const useSystemTheme = () => useSyncExternalStore(watch, () => (dark.matches ? 'dark' : 'light'));
