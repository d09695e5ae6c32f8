import { tabOf, type Tab } from './tabs';

const files = import.meta.glob<string>('../../../graphql/operations/*/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const isFirst = (path: string) => Number(path.endsWith('/dashboard/Dashboard.graphql'));

/** Every question of our own clients, client by client; what the dashboard asks comes first. */
export const operations: Tab[] = Object.keys(files)
  .toSorted((a, b) => isFirst(b) - isFirst(a) || a.localeCompare(b))
  .map((path) => tabOf(files[path] ?? ''));
