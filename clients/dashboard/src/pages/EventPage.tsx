import { Link } from 'wouter';
import { EventDetails } from '../components/EventDetails';
import { paths } from '../routes/paths';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './Page.module.css';

/** One event under an address of its own. */
export default function EventPage({ id }: { id: string }) {
  const words = useWords();
  useTitle(words.event);
  return (
    <div className={styles.page}>
      <nav aria-label={words.breadcrumb}>
        <Link href={paths.logs}>{words.logs}</Link>
      </nav>
      <section className={`card ${styles.box}`} data-ready>
        <EventDetails id={id} headed />
      </section>
    </div>
  );
}
