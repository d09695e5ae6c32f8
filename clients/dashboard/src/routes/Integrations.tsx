import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Profile } from '../api/session';
import type { IntegrationType } from '../api/types/graphql';
import { Shell } from '../components/Shell';
import { NotFound } from '../pages/NoticePage';
import { useWords, type Words } from '../words';
import * as pages from './pages';
import { paths } from './paths';

const connections: { type: IntegrationType; name: keyof Words['links'] & keyof typeof paths }[] = [
  { type: 'COMARCH', name: 'comarch' },
  { type: 'EDI', name: 'edi' },
  { type: 'API_KEYS', name: 'apiKeys' },
  { type: 'WEBHOOKS', name: 'webhooks' },
  { type: 'EXPORT', name: 'export' },
  { type: 'IMPORT', name: 'import' },
];

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
          {connections.map(({ type, name }) => (
            <Route key={type} path={paths[name]}>
              <pages.Integration type={type} name={words.links[name]} />
            </Route>
          ))}
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
