import type { Card } from '../api/live';
import type { Bar } from '../components/hours';
import { sinceWhen, waitingFor, type Waiting } from './incidents';
import { clockFor } from './time';
import { pluralFor } from './plural';

const count = pluralFor('en');
const number = new Intl.NumberFormat('en');
const rate = (value: number) => `${number.format(value)}%`;

const clock = clockFor('en', 'just now');

const outcomes = (success: number, warning: number, error: number) =>
  success + warning + error === 0
    ? 'nothing happened'
    : [
        `${number.format(success)} succeeded`,
        warning > 0 && `${number.format(warning)} with warnings`,
        error > 0 && `${number.format(error)} failed`,
      ]
        .filter(Boolean)
        .join(', ');

function failedAt(bars: Bar[]): string {
  const hours = bars.filter((bar) => bar.error > 0).map((bar) => clock.hour(bar.from));
  return hours.length === 0 ? '' : ` Failures in the hours from ${hours.join(', ')}.`;
}

const waits = waitingFor(
  'en',
  {
    order: { one: '# order', other: '# orders' },
    invoice: { one: '# invoice', other: '# invoices' },
    payment: { one: '# payment', other: '# payments' },
    customer: { one: '# customer', other: '# customers' },
    product: { one: '# product', other: '# products' },
    shipment: { one: '# shipment', other: '# shipments' },
    sync: { one: '# run', other: '# runs' },
  },
  { one: '# reference', other: '# references' },
);

export const en = {
  language: 'en',
  clock,
  number: (value: number) => number.format(value),
  percent: rate,
  bytesCut: 'cut: the body was longer than what is kept',

  title: 'Integrations',
  skip: 'Skip to the content',
  loading: 'Loading…',
  retry: 'Retry',
  close: 'Close',

  // sign-in, sign-out, home
  signIn: 'Sign in',
  signOut: 'Sign out',
  email: 'E-mail',
  password: 'Password',
  signInIntro: 'The health of your integrations, live.',
  signInFailed: {
    signedOut: 'E-mail or password is wrong.',
    denied: 'The page was open for too long. Try again.',
    busy: 'Too many attempts. Wait a moment, then try again.',
    unreachable: 'The gateway cannot be reached. Check the connection and try again.',
    broken: 'Signing in did not work. Try again.',
  },
  sessionEnded: 'Your session has ended',
  sessionEndedHint: 'Sign in again to go on. The page stays as it is.',
  denied: 'Insufficient permissions (403 Forbidden)',
  deniedHint: 'Integrations are open to administrators and IT managers. Ask an administrator of your organisation for access.',
  notices: 'Notices',
  dismiss: 'Dismiss',
  hello: (name: string) => `Hello, ${name}`,
  homeOf: (org: string) => `You are signed in to ${org}.`,
  homeOpen: 'Open the integrations dashboard',
  homeOpenHint: 'Health, activity and errors of everything that is connected.',
  homeAsk: 'Ask in GraphiQL',
  homeAskHint: 'Questions by hand, with the schema at hand; and the questions of our own pages.',
  openInGraphiql: (panel: string) => `Open “${panel}” in GraphiQL`,
  openInGraphiqlShort: 'Open in GraphiQL',
  homeClosed: 'Your role does not include the integrations. There is nothing else here yet.',
  unreachable: 'The gateway cannot be reached',
  unreachableHint: 'It may be starting, or your connection is down.',
  notFound: 'There is no such page',
  notFoundHint: 'The address leads nowhere. The dashboard is a good place to go on.',
  roles: { ADMIN: 'Administrator', IT_MANAGER: 'IT manager', USER: 'User', VIEWER: 'Viewer' },

  // the shell
  menu: 'Menu',
  openMenu: 'Open the menu',
  mainNavigation: 'Integrations',
  sections: {
    connections: 'Connections',
    portals: 'Portals',
    data: 'Data Operations',
    logs: 'Logs & Monitoring',
  },
  links: {
    dashboard: 'Dashboard',
    comarch: 'Comarch Optima',
    edi: 'EDI Setup',
    apiKeys: 'API Keys',
    webhooks: 'Webhooks',
    supplierPortal: 'Supplier Portal',
    customerPortal: 'Customer Portal',
    export: 'Export',
    import: 'Import',
    logs: 'Integration Logs',
    errorQueue: 'Error Queue',
  },
  deadLetters: (n: number) => count(n, { one: '# dead letter', other: '# dead letters' }),
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  otherLanguage: 'Polski',
  narrow: 'Narrow the navigation',
  widen: 'Widen the navigation',
  shortcuts: {
    title: 'Keyboard shortcuts',
    sheet: 'This sheet',
    refresh: 'Refresh',
    pause: 'Pause, or resume',
    next: 'Next event of the feed',
    previous: 'Previous event',
    open: 'Open or close an event',
    close: 'Close an event, a dialog or a menu',
    wanted: 'Single keys work',
  },

  // live
  updated: (age: string) => `Updated ${age} ago`,
  updatedNow: 'Updated just now',
  neverUpdated: 'No data yet',
  pause: 'Pause',
  resume: 'Resume',
  refresh: 'Refresh',
  pauseHint: 'Stop refreshing by itself',
  resumeHint: 'Refresh by itself again, every 30 seconds',
  connection: {
    connecting: 'Connecting',
    live: 'Live',
    polling: 'Refreshes every 30 s',
    paused: 'Paused',
    lost: 'No connection',
  },
  stale: (time: string) => `Showing data from ${time}`,
  newEvents: (n: number) => count(n, { one: '1 new event', other: '# new events' }),
  newEventsAway: (n: number) =>
    count(n, { one: '1 new event while you were away', other: '# new events while you were away' }),
  view: 'View',
  changed: (name: string, status: string) => `${name} is now: ${status}.`,

  // overall
  overall: { HEALTHY: 'Healthy', DEGRADED: 'Degraded', DOWN: 'Down' },
  overallHealthy: (n: number) =>
    count(n, { one: 'The one configured integration works.', other: 'All # configured integrations work.' }),
  overallNone: 'No integration is configured yet.',
  needsAttention: (names: string) => `Needs attention: ${names}.`,
  overallRate: (value: number) => `${rate(value)} of the last 24 hours succeeded.`,

  // cards
  types: {
    COMARCH: 'Comarch Optima',
    EDI: 'EDI',
    API_KEYS: 'API Keys',
    WEBHOOKS: 'Webhooks',
    EXPORT: 'Export',
    IMPORT: 'Import',
  },
  status: {
    CONNECTED: 'Connected',
    DISCONNECTED: 'Disconnected',
    ERROR: 'Error',
    NOT_CONFIGURED: 'Not Configured',
    WARNING: 'Warning',
  },
  why: 'Why?',
  whyOf: (name: string) => `Why is ${name} in this state?`,
  turnsGreen: 'Turns green when',
  judgedAt: (time: string) => `Judged at ${time}`,
  reason: (card: Card) => ({
    summary: card.reason.summary,
    turnsOkWhen: card.reason.turnsOkWhen ?? undefined,
  }),
  configure: 'Configure',
  setUp: {
    COMARCH: 'Connect Comarch Optima to keep orders and stock in step',
    EDI: 'Set up EDI to enable order automation',
    API_KEYS: 'Create an API key to let other systems in',
    WEBHOOKS: 'Add a webhook to tell other systems what happens',
    EXPORT: 'Schedule an export to send data out',
    IMPORT: 'Schedule an import to bring data in',
  },
  lastSync: 'Last Sync',
  lastError: 'Last Error',
  errorTime: 'Error Time',
  successRate: 'Success Rate',
  never: 'Never',
  noActivity: 'No activity in 24 h',
  lowSample: 'few samples',
  ofSyncs: (ok: number, all: number, value: number) =>
    `${rate(value)} (${number.format(ok)}/${number.format(all)} ${all === 1 ? 'sync' : 'syncs'})`,
  ofDeliveries: (ok: number, all: number, value: number) =>
    `${rate(value)} (${number.format(ok)}/${number.format(all)} ${all === 1 ? 'delivery' : 'deliveries'})`,
  withWarnings: (n: number) => count(n, { one: '# with warnings', other: '# with warnings' }),
  nextSync: 'Next Sync',
  lastRun: 'Last Run',
  credentialEnds: 'Credential ends',
  lastProbe: 'Last probe',
  probe: { ok: 'answered', failed: 'no answer' },
  acknowledgements: 'Acknowledgements',
  ackLine: (waiting: number, overdue: number) =>
    `${number.format(waiting)} waiting, ${number.format(overdue)} overdue`,
  rejected: 'Rejected (24h)',
  partners: 'Active Partners (24h)',
  activeKeys: 'Active Keys',
  requests: 'Total Requests (24h)',
  throttled: 'Throttled (24h)',
  rateLimit: 'Rate Limit Usage',
  noLimit: 'No limit set',
  peakOf: (key: string, time: string) => `Busiest minute of “${key}”, ${time}`,
  nextExpiry: 'Next key expires',
  activeWebhooks: 'Active Webhooks',
  failedDeliveries: 'Failed Deliveries',
  failedDeliveriesOf: (hooks: number, deliveries: number) =>
    `${count(hooks, { one: '# webhook', other: '# webhooks' })} (${count(deliveries, { one: '# delivery', other: '# deliveries' })})`,
  pendingDeliveries: 'Pending Deliveries',
  runStates: { RUNNING: 'running', SUCCEEDED: 'succeeded', PARTIAL: 'partly failed', FAILED: 'failed' },
  runLine: (entity: string, state: string, written: number, read: number) =>
    `${entity}: ${state}, ${number.format(written)} of ${number.format(read)} written`,
  strip: (name: string, card: Card, bars: Bar[]) =>
    `${name}, the last 24 hours: ${outcomes(card.successCount24h, card.warningCount24h, card.errorCount24h)}.${failedAt(bars)}`,
  stripHour: (bar: Bar) =>
    `${clock.dayAndHour(bar.from)}–${clock.hour(bar.to)}: ${outcomes(bar.success, bar.warning, bar.error)}`,
  cardUnavailable: 'Status temporarily unavailable',
  healthUnavailable: 'Integration health temporarily unavailable',
  showingFrom: (time: string) => `Showing ${time}`,

  // activity
  activity: 'Recent activity',
  activityHint: (n: number) =>
    count(n, { one: 'last event of 24 hours', other: 'last # events of 24 hours' }),
  activityUnavailable: 'Activity feed temporarily unavailable',
  noActivityYet: 'No recent integration activity',
  lastEvent: (ago: string) => `The last event was ${ago}.`,
  noEventEver: 'Nothing has happened yet. Events appear here as they come in.',
  openLogs: 'Open all logs',
  eventKinds: {
    'webhook.test': 'Webhook Test',
    'webhook.delivery': 'Webhook Delivery',
    'comarch.sync': 'Comarch Sync',
    'edi.interchange': 'EDI Interchange',
    'api.request': 'API Request',
    'api_key.created': 'API Key Created',
    'api_key.updated': 'API Key Updated',
    'api_key.used': 'API Key Used',
    'api_key.revoked': 'API Key Revoked',
    'export.sync': 'Export',
    'import.sync': 'Import',
  } as Record<string, string>,
  eventStatus: { SUCCESS: 'Success', WARNING: 'Warning', ERROR: 'Error' },
  arrivedLate: 'arrived late',
  event: 'Event',
  details: 'Details',
  breadcrumb: 'You are here',
  openEvent: 'Open on a page of its own',
  eventUnavailable: 'The details could not be loaded',
  eventGone: 'There is no such event. It may be older than what is kept.',
  requestBody: 'Request Body',
  responseBody: 'Response Body',
  noBody: 'None was kept',
  errorMessage: 'Error Message',
  retryCount: 'Retry Count',
  attempts: 'Attempts',
  attempt: 'Attempt',
  trigger: { AUTOMATIC: 'automatic', MANUAL: 'by hand', REPLAY: 'replay' },
  noAnswer: 'no answer',
  duration: 'Duration',
  httpStatus: 'HTTP status',
  origin: 'Failure origin',
  origins: {
    AUTH: 'Sign-in',
    CONFIG: 'Configuration',
    NETWORK: 'Network',
    TIMEOUT: 'Time-out',
    REMOTE_4XX: 'Refused by the other side',
    REMOTE_5XX: 'Broken on the other side',
    DATA: 'Data did not fit',
    RATE_LIMIT: 'Rate limit',
    INTERNAL: 'On our side',
  },
  occurred: 'Happened',
  recorded: 'Recorded',
  direction: 'Direction',
  directions: { INBOUND: 'Inbound', OUTBOUND: 'Outbound', INTERNAL: 'Internal' },
  reference: 'Reference',
  via: 'Via',
  correlation: 'Correlation',
  trace: 'Trace',
  eventId: 'Event id',
  masked: (n: number) => count(n, { one: '# value was masked before storing', other: '# values were masked before storing' }),
  nextAttempt: (when: string, attempt: number, max: number) =>
    `Next attempt ${when} (${attempt} of ${max})`,
  laterOutcomes: 'Tried again since',
  copy: 'Copy',
  copied: 'Copied',

  // errors
  errors: 'Errors',
  errorsUnavailable: 'Error summary temporarily unavailable',
  failedSyncs: 'Failed Syncs (24h)',
  failedSyncsHint: 'Failed events of all types in the last 24 hours',
  pendingRetries: 'Pending Retries',
  deadLetterQueue: 'Dead Letter Queue',
  oldest: (age: string) => `oldest ${age}`,
  now: 'now',
  allHealthy: 'All integrations healthy',
  lastFailure: (ago: string) => `Last failure ${ago}`,
  noFailureEver: 'No failure so far',
  byType: 'By integration',
  failedOf: (n: number) => `${number.format(n)} failed`,
  waitingOf: (n: number) => `${number.format(n)} waiting`,
  deadOf: (n: number) => `${number.format(n)} dead`,

  // incidents
  openIncidents: 'Open incidents',
  moreIncidents: (n: number) => count(n, { one: 'and # more', other: 'and # more' }),
  sameError: (n: number, at: number, now: number) =>
    count(n, { one: 'Failed once, at ', other: 'Same error # times since ' }) + sinceWhen(clock, at, now),
  waiting: (waiting: readonly Waiting[]) => (waiting.length === 0 ? '' : `${waits(waiting)} waiting`),
  incidentStates: { OPEN: 'Open', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved' },
  lastTime: (note: string) => `Last time: ${note}`,

  // first steps
  firstSteps: 'Connect your first integration',
  firstStepsHint: 'Nothing is set up yet. Any of these is a good start:',

  // logs
  logs: 'Integration Logs',
  filters: 'Filters',
  type: 'Type',
  statusLabel: 'Status',
  period: 'Period',
  periods: { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', all: 'Any time', custom: 'Custom' },
  from: 'From',
  to: 'To',
  all: 'All',
  search: 'Search',
  searchHint: 'Message, error or reference',
  searchShort: 'At least 2 characters',
  ofOneIncident: 'Failures of one incident',
  clear: 'Clear filters',
  time: 'Time',
  message: 'Message',
  older: 'Load older events',
  end: 'That is everything.',
  logsUnavailable: 'The logs could not be read',
  noMatch: 'No event matches these filters',
  noMatchHint: 'Widen the period or clear a filter.',
  logsEmpty: 'No events yet',
  logsEmptyHint: 'Events are kept for 90 days.',
  shown: (n: number) => count(n, { one: '# event shown', other: '# events shown' }),

  // other pages
  latest: (name: string) => `Latest events: ${name}`,
  inLogs: 'Show in the logs',
  figures: 'Last 24 hours',
  succeeded: 'Succeeded',
  failed: 'Failed',
  warned: 'With warnings',
  tabs: { incidents: 'Incidents', retries: 'Pending retries', dead: 'Dead letters' },
  retriesHint: 'Failures that are waiting to be tried again, or being tried, now.',
  deadHint: 'Failures that nobody will try again by themselves.',
  noRetries: 'Nothing waits to be tried again',
  noDead: 'The dead letter queue is empty',
  waitsSince: (age: string) => `The oldest has waited for ${age}.`,
  // trying again
  retryNow: 'Retry Now',
  retryAsked: 'Asking for a retry…',
  retryUnavailable: 'That did not work. Try again in a moment.',
  retryStates: {
    PLANNED: 'Planned',
    QUEUED: 'Queued…',
    RUNNING: 'Trying…',
    SUCCEEDED: 'Succeeded',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
  },
  retrySucceeded: (status: number | null, ms: number | null) =>
    `Succeeded${status === null ? '' : `, HTTP ${status}`}${ms === null ? '' : ` in ${number.format(ms)} ms`}.`,
  retryFailed: (error: string, attempt: number | null) =>
    `Failed again: ${error}${attempt === null ? '' : ` (attempt ${number.format(attempt)})`}.`,
  retryGoesOn: (at: string) => `Next attempt ${at}.`,
  retryOutcome: 'Open the outcome',
  obstacles: {
    NOT_FAILED: 'It did not fail.',
    ALREADY_SUCCEEDED: 'A later attempt succeeded.',
    NOT_REPEATABLE: 'This kind of event cannot be tried again.',
    DISCARDED: 'It was discarded.',
    WEBHOOK_GONE: 'Its webhook was deleted.',
    WEBHOOK_DISABLED: 'Its webhook is switched off.',
    BODY_NOT_KEPT: 'Its body was not kept, or no longer is.',
    BODY_INCOMPLETE: 'Its body was kept masked or cut, and must not be sent like that.',
    EVENT_GONE: 'Its event is no longer in the log.',
  },
  bulk: 'Dead letters, many at a time',
  bulkRetry: 'Retry many…',
  bulkDiscard: 'Discard many…',
  bulkText: 'Only with this text in the reason (empty: all)',
  bulkWillRetry: (n: number, canary: number, perSecond: number, stopAt: number) =>
    `${count(n, { one: '# dead letter will be tried again', other: '# dead letters will be tried again' })}: ${canary} first, then ${perSecond} a second; stops when more than ${stopAt}% fail.`,
  bulkWillDiscard: (n: number) =>
    count(n, { one: '# dead letter will be given up for good.', other: '# dead letters will be given up for good.' }),
  bulkNone: 'There is none of which that can be done.',
  bulkStart: 'Start',
  bulkDiscardNow: 'Discard',
  replayStates: {
    CANARY: 'Trying the first few.',
    RUNNING: 'Trying the rest.',
    COMPLETED: 'Everything was tried.',
    STOPPED: 'Stopped: too many failed.',
    CANCELLED: 'Cancelled.',
  },
  replayTotal: 'All',
  replaySucceeded: 'Succeeded',
  replayFailed: 'Failed',
  replayWaiting: 'Not over yet',
  replayCancel: 'Cancel the rest',

  portals: {
    supplier: {
      title: 'Supplier Portal',
      text: 'Suppliers will see the orders that concern them, confirm dates and quantities, and send invoices and delivery notes without e-mail.',
    },
    customer: {
      title: 'Customer Portal',
      text: 'Customers will follow their orders and shipments, and fetch invoices and price lists by themselves.',
    },
  },
  notYet: 'Not built yet',
  notYetHint: 'What the portal exchanges will show up in the logs like everything else.',
  readOnlySettings: 'An administrator of your organisation can change the settings.',
};

export type Words = typeof en;
