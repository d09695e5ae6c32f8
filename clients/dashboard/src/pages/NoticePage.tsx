import { Link } from 'wouter';
import { findSession } from '../api/session';
import { paths } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';

/** Within a page's frame. */
export function NotFound() {
  const words = useWords();
  useTitle(words.notFound);
  return (
    <>
      <h1 className="visually-hidden">{words.notFound}</h1>
      <Empty icon="info" title={words.notFound} hint={words.notFoundHint}>
        <Link href={paths.dashboard} className="button">
          {words.links.dashboard}
        </Link>
      </Empty>
    </>
  );
}

export function NotFoundPage() {
  return (
    <main id="main">
      <NotFound />
    </main>
  );
}

export function UnreachablePage() {
  const words = useWords();
  useTitle(words.unreachable);
  return (
    <main id="main">
      <Empty icon="triangle" title={words.unreachable} hint={words.unreachableHint}>
        <button type="button" className="button" onClick={() => void findSession()}>
          {words.retry}
        </button>
      </Empty>
    </main>
  );
}
