import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWide } from '../ui/useWide';
import styles from './DataTable.module.css';

export interface Column<T> {
  name: string;
  cell: (item: T) => ReactNode;
  number?: boolean;
}

interface Props<T> {
  caption: string;
  /** The first one names the item. */
  columns: Column<T>[];
  items: T[];
  /** Where the item leads; the whole row is then its link. */
  href?: (item: T) => string | undefined;
  /** What can be done with it, and the column's name for whoever does not see that. */
  actions?: { name: string; of: (item: T) => ReactNode } | undefined;
}

/** A table, and a list where a table does not fit. */
export function DataTable<T extends { id: string }>(props: Props<T>) {
  return useWide() ? <Table {...props} /> : <List {...props} />;
}

function Table<T extends { id: string }>({ caption, columns, items, href, actions }: Props<T>) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} scope="col" className={column.number ? styles.number : ''}>
              {column.name}
            </th>
          ))}
          {actions && (
            <th scope="col">
              <span className="visually-hidden">{actions.name}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} data-item={item.id} className={href?.(item) ? styles.leads : ''}>
            <td>
              <Title to={href?.(item)}>{first.cell(item)}</Title>
            </td>
            {others.map((column) => (
              <td key={column.name} className={column.number ? styles.number : ''}>
                {column.cell(item)}
              </td>
            ))}
            {actions && (
              <td>
                <div className={styles.actions}>{actions.of(item)}</div>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List<T extends { id: string }>({ caption, columns, items, href, actions }: Props<T>) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    <ul aria-label={caption} className={styles.list}>
      {items.map((item) => (
        <li key={item.id} data-item={item.id}>
          <Title to={href?.(item)}>{first.cell(item)}</Title>
          <dl>
            {others.map((column) => (
              <div key={column.name}>
                <dt>{column.name}</dt>
                <dd className={column.number ? 'tabular' : ''}>{column.cell(item)}</dd>
              </div>
            ))}
          </dl>
          {actions && <div className={styles.actions}>{actions.of(item)}</div>}
        </li>
      ))}
    </ul>
  );
}

function Title({ to, children }: { to: string | undefined; children: ReactNode }) {
  if (!to) return <span className={styles.title}>{children}</span>;
  return (
    <Link href={to} className={styles.title}>
      {children}
    </Link>
  );
}
