import { Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation, useSearchParams } from 'wouter';
import { graphiql } from '../api/graphiql';
import { mayRead, useSession, type Profile } from '../api/session';
import { SessionDialog } from '../components/SessionDialog';
import { NotFoundPage, UnreachablePage } from '../pages/NoticePage';
import { Messages } from '../ui/Messages';
import { useWords } from '../words';
import { Integrations } from './Integrations';
import * as pages from './pages';
import { paths } from './paths';

/** Who may be where. */
export function App() {
  const words = useWords();
  return (
    <>
      <Suspense fallback={null}>
        <Door />
      </Suspense>
      <Messages label={words.notices} dismissLabel={words.dismiss} />
    </>
  );
}

function Door() {
  const session = useSession();
  switch (session.state) {
    case 'unknown':
      return null;
    case 'unreachable':
      return <UnreachablePage />;
    case 'signedOut':
      return <SignedOut />;
    case 'signedIn':
    case 'ended':
      return (
        <>
          <SignedIn profile={session.profile} />
          {session.state === 'ended' && <SessionDialog profile={session.profile} />}
        </>
      );
  }
}

/** Remembers where somebody wanted to go. */
function SignedOut() {
  const [location] = useLocation();
  if (location === paths.login) return <pages.Login />;
  const here = location + window.location.search;
  return <Redirect to={`${paths.login}?next=${encodeURIComponent(here)}`} replace />;
}

function SignedIn({ profile }: { profile: Profile }) {
  return (
    <Switch>
      <Route path={paths.home}>
        <pages.Home profile={profile} />
      </Route>
      <Route path={paths.login}>
        <AfterSignIn profile={profile} />
      </Route>
      <Route path="/integrations/*?">
        {mayRead(profile) ? <Integrations profile={profile} /> : <Redirect to="/?denied" replace />}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}

function AfterSignIn({ profile }: { profile: Profile }) {
  const [search] = useSearchParams();
  const next = search.get('next') ?? '';
  // a path of ours and nothing else: "//" and "/\" lead to other hosts
  const own = /^\/(?![/\\])/.test(next) && !next.startsWith(paths.login);
  if (own && graphiql && isBelow(graphiql, next)) return <Leave to={next} />;
  return <Redirect to={own && next !== '/' ? next : mayRead(profile) ? paths.dashboard : paths.home} replace />;
}

const isBelow = (path: string, address: string) => address.split(/[/?#]/, 2).join('/') === path;

/** To a page that is not one of these. */
function Leave({ to }: { to: string }) {
  useEffect(() => location.replace(to), [to]);
  return null;
}
