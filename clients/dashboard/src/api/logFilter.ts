import type { EventStatus, IntegrationType, LogFilter } from './types/graphql';

export type Period = '1h' | '24h' | '7d' | 'all' | 'custom';

/** The filters of the logs as the address holds them; the empty string does not restrict. */
export interface Filters {
  type: IntegrationType | '';
  status: EventStatus | '';
  period: Period;
  from: string;
  to: string;
  text: string;
  /** Failures of this incident. */
  incident: string;
}

export const NO_FILTERS: Filters = { type: '', status: '', period: 'all', from: '', to: '', text: '', incident: '' };

export const TYPES: IntegrationType[] = ['COMARCH', 'EDI', 'API_KEYS', 'WEBHOOKS', 'EXPORT', 'IMPORT'];
export const STATUSES: EventStatus[] = ['SUCCESS', 'WARNING', 'ERROR'];
export const PERIODS: Period[] = ['1h', '24h', '7d', 'all', 'custom'];
const HOURS: Partial<Record<Period, number>> = { '1h': 1, '24h': 24, '7d': 168 };

/** Reads an address, whoever wrote it: what is not known does not restrict. */
export function filtersOf(search: URLSearchParams): Filters {
  const one = <T extends string>(name: string, known: T[]) =>
    known.find((value) => value.toLowerCase() === search.get(name)?.toLowerCase()) ?? '';
  return {
    type: one('type', TYPES),
    status: one('status', STATUSES),
    period: one('date_range', PERIODS) || (search.has('from') || search.has('to') ? 'custom' : 'all'),
    from: search.get('from') ?? '',
    to: search.get('to') ?? '',
    text: search.get('q') ?? '',
    incident: search.get('incident') ?? '',
  };
}

/** The address that says the same, in the spelling of the story: lower case, nothing needless. */
export function searchOf(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.type) search.set('type', filters.type.toLowerCase());
  if (filters.status) search.set('status', filters.status.toLowerCase());
  if (filters.period !== 'all') search.set('date_range', filters.period);
  if (filters.period === 'custom' && filters.from) search.set('from', filters.from);
  if (filters.period === 'custom' && filters.to) search.set('to', filters.to);
  if (filters.text) search.set('q', filters.text);
  if (filters.incident) search.set('incident', filters.incident);
  return search;
}

export function variableOf(filters: Filters, now: number): LogFilter {
  const hours = HOURS[filters.period];
  const custom = filters.period === 'custom';
  const from = hours ? new Date(now - hours * 3_600_000) : custom ? dateOf(filters.from) : undefined;
  const to = custom ? dateOf(filters.to) : undefined;
  const text = filters.text.trim();
  return {
    ...(filters.type ? { type: [filters.type] } : {}),
    ...(filters.status ? { status: [filters.status] } : {}),
    ...(from ? { from: from.toISOString() } : {}),
    ...(to ? { to: to.toISOString() } : {}),
    ...(text.length >= 2 ? { text: text.slice(0, 200) } : {}),
    ...(filters.incident ? { incident: filters.incident } : {}),
  };
}

export const restricts = (filters: Filters) => searchOf(filters).size > 0;

function dateOf(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
