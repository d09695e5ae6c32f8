import type { IntegrationType } from '../api/types/graphql';

const integrations = '/integrations';

/** Every address of the pages, in one place. */
export const paths = {
  home: '/',
  login: '/login',
  dashboard: `${integrations}/dashboard`,
  comarch: `${integrations}/comarch`,
  edi: `${integrations}/edi`,
  apiKeys: `${integrations}/api-keys`,
  webhooks: `${integrations}/webhooks`,
  supplierPortal: `${integrations}/portals/supplier`,
  customerPortal: `${integrations}/portals/customer`,
  export: `${integrations}/export`,
  import: `${integrations}/import`,
  logs: `${integrations}/logs`,
  errorQueue: `${integrations}/error-queue`,
} as const;

export const failedLogs = `${paths.logs}?status=error&date_range=24h`;
export const pendingRetries = `${paths.errorQueue}?tab=retries`;
export const deadLetters = `${paths.errorQueue}?tab=dead`;
export const openIncidents = `${paths.errorQueue}?tab=incidents`;
export const logsOfIncident = (id: string) => `${paths.logs}?incident=${id}`;
export const webhookPath = (id: string) => `${paths.webhooks}/${id}`;
export const eventPath = (id: string) => `${paths.logs}/${id}`;
/** The log of the hour that begins then, in the reader's own time zone, as the address holds it. */
export const logsOfHour = (type: IntegrationType, from: number) =>
  `${logsOf(type)}&date_range=custom&from=${localMinute(from)}&to=${localMinute(from + 3_600_000)}`;

function localMinute(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export const logsOf = (type: IntegrationType) => `${paths.logs}?type=${type.toLowerCase()}`;

export const pathOf: Record<IntegrationType, string> = {
  COMARCH: paths.comarch,
  EDI: paths.edi,
  API_KEYS: paths.apiKeys,
  WEBHOOKS: paths.webhooks,
  EXPORT: paths.export,
  IMPORT: paths.import,
};
