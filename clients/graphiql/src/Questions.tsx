import { GraphiQL } from 'graphiql';
import { useEffect, useState } from 'react';
import { fetcher } from './fetcher';
import { operations } from './operations';
import { askedIn } from './tabs';
import type { Theme } from '../../dashboard/src/ui/theme';

/** GraphiQL with the reader's own tabs; at first, and with nothing of his own, with our operations. */
export function Questions({ theme }: { theme: Theme }) {
  const [asked] = useState(() => askedIn(location.href));
  const [first] = useState(() => localStorage.getItem('graphiql:tabState') === null);

  // from here on it is one of the tabs: loading the page again must not open another
  useEffect(() => history.replaceState(null, '', location.pathname), []);

  return (
    <main className="questions" lang="en">
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={asked ? [asked, ...operations] : operations}
        {...(asked && !first ? { initialQuery: asked.query, initialVariables: asked.variables ?? '' } : {})}
        forcedTheme={theme === 'auto' ? 'system' : theme}
        shouldPersistHeaders={false}
      />
    </main>
  );
}
