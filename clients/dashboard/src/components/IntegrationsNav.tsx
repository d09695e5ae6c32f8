import { Link, useLocation } from 'wouter';
import { useLive } from '../api/dashboard';
import { paths } from '../routes/paths';
import { Icon, type IconName } from '../ui/icons';
import { useWords } from '../words';
import styles from './IntegrationsNav.module.css';

type LinkName = Exclude<keyof typeof paths, 'home' | 'login'>;

const groups: { section?: 'connections' | 'portals' | 'data' | 'logs'; links: LinkName[] }[] = [
  { links: ['dashboard'] },
  { section: 'connections', links: ['comarch', 'edi', 'apiKeys', 'webhooks'] },
  { section: 'portals', links: ['supplierPortal', 'customerPortal'] },
  { section: 'data', links: ['export', 'import'] },
  { section: 'logs', links: ['logs', 'errorQueue'] },
];

const icons: Record<LinkName, IconName> = {
  dashboard: 'dashboard',
  comarch: 'sync',
  edi: 'exchange',
  apiKeys: 'key',
  webhooks: 'webhook',
  supplierPortal: 'portal',
  customerPortal: 'portal',
  export: 'export',
  import: 'import',
  logs: 'logs',
  errorQueue: 'queue',
};

/** The way to every page, the current one marked. */
export function IntegrationsNav({ onGo, narrow }: { onGo?: () => void; narrow?: boolean }) {
  const words = useWords();
  const [location] = useLocation();
  const dead = useLive().errors.data?.deadLetterQueueCount ?? 0;
  return (
    <nav aria-label={words.mainNavigation} className={styles.nav} data-narrow={narrow || undefined}>
      {groups.map(({ section, links }) => (
        <div key={links[0]}>
          {section && <h2 className={styles.section}>{words.sections[section]}</h2>}
          <ul>
            {links.map((name) => (
              <li key={name}>
                <Link
                  href={paths[name]}
                  className={styles.link}
                  title={narrow ? words.links[name] : undefined}
                  aria-current={isCurrent(paths[name], location) ? 'page' : undefined}
                  onClick={onGo}
                >
                  <Icon name={icons[name]} />
                  <span className={styles.name}>{words.links[name]}</span>
                  {name === 'errorQueue' && dead > 0 && (
                    <span className={styles.count} title={words.deadLetters(dead)}>
                      <span aria-hidden="true">{words.number(dead)}</span>
                      <span className="visually-hidden">{words.deadLetters(dead)}</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** An event's page belongs to the logs. */
const isCurrent = (path: string, location: string) =>
  location === path || location.startsWith(`${path}/`);
