import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Profile } from '../api/session';
import { Shell } from '../components/Shell';
import { NotFound } from '../pages/NoticePage';
import { useWords } from '../words';
import * as pages from './pages';
import { paths } from './paths';

const runs = [
  { type: 'COMARCH', name: 'comarch' },
  { type: 'EXPORT', name: 'export' },
  { type: 'IMPORT', name: 'import' },
] as const;

/** Every page under /integrations, in the frame. */
export function Integrations({ profile }: { profile: Profile }) {
  const words = useWords();
  return (
    <Shell profile={profile}>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/integrations">
            <Redirect to={paths.dashboard} replace />
          </Route>
          <Route path={paths.dashboard}>
            <pages.Dashboard profile={profile} />
          </Route>
          <Route path={paths.logs}>
            <pages.Logs />
          </Route>
          <Route path={`${paths.logs}/:id`}>{({ id }) => <pages.Event id={id} />}</Route>
          <Route path={paths.errorQueue}>
            <pages.ErrorQueue />
          </Route>
          {runs.map(({ type, name }) => (
            <Route key={type} path={paths[name]}>
              <pages.Runs type={type} name={words.links[name]} />
            </Route>
          ))}
          <Route path={paths.edi}>
            <pages.Edi name={words.links.edi} />
          </Route>
          <Route path={paths.apiKeys}>
            <pages.ApiKeys name={words.links.apiKeys} />
          </Route>
          <Route path={paths.webhooks}>
            <pages.Webhooks name={words.links.webhooks} />
          </Route>
          <Route path={`${paths.webhooks}/:id`}>{({ id }) => <pages.Webhook id={id} />}</Route>
          <Route path={paths.supplierPortal}>
            <pages.Portal portal="supplier" />
          </Route>
          <Route path={paths.customerPortal}>
            <pages.Portal portal="customer" />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
