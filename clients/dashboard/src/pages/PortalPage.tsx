import { Link } from 'wouter';
import { paths } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './Page.module.css';

/** What will be here, said honestly. */
export default function PortalPage({ portal }: { portal: 'supplier' | 'customer' }) {
  const words = useWords();
  const { title, text } = words.portals[portal];
  useTitle(title);
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      <section className="card" data-ready>
        <Empty icon="portal" title={words.notYet} hint={text}>
          <p className="muted">{words.notYetHint}</p>
          <Link href={paths.dashboard} className="button">
            {words.links.dashboard}
          </Link>
        </Empty>
      </section>
    </div>
  );
}
