import { Link } from 'wouter';
import type { Card } from '../api/live';
import { pathOf } from '../routes/paths';
import { useWords } from '../words';
import styles from './FirstSteps.module.css';
import { IntegrationIcon } from './IntegrationIcon';

/** For an organisation that has nothing set up: where to begin. */
export function FirstSteps({ cards }: { cards: Card[] }) {
  const words = useWords();
  return (
    <section className={`card ${styles.steps}`} aria-labelledby="first-steps">
      <h2 id="first-steps">{words.firstSteps}</h2>
      <p className="muted">{words.firstStepsHint}</p>
      <ul>
        {cards.map((card) => (
          <li key={card.type}>
            <IntegrationIcon type={card.type} />
            <Link href={pathOf[card.type]}>{words.setUp[card.type]}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
