import type { Card } from '../api/live';
import type { Bar } from '../components/hours';
import type { Words } from './en';
import { sinceWhen, waitingFor } from './incidents';
import { clockFor } from './time';
import { pluralFor } from './plural';

const count = pluralFor('pl');
const number = new Intl.NumberFormat('pl');
const rate = (value: number) => `${number.format(value)}%`;
const ratio = (card: Card) =>
  card.successRate24h === null
    ? 'W ciągu 24 godzin nic się nie działo'
    : `W ciągu 24 godzin powiodło się ${number.format(card.successCount24h)} z ${number.format(card.successCount24h + card.errorCount24h)} (${rate(card.successRate24h)})`;
const nextRun = 'następne uruchomienie się powiedzie';
const rateRises = 'wystarczająca część z 24 godzin się powiedzie';

const said = (summary: string, turnsOkWhen?: string) => ({ summary, turnsOkWhen });

/** The rules of judge_health in Polish; the gateway's own sentences are English. */
function reason(card: Card): { summary: string; turnsOkWhen: string | undefined } {
  switch (card.reason.rule) {
    case 'never_configured':
      return said('Nigdy nie skonfigurowano.');
    case 'disabled':
      return said('Skonfigurowane, ale wyłączone.', 'zostanie ponownie włączone');
    case 'credential_expired':
      return said('Dane dostępowe wygasły lub zostały odwołane.', 'zapisane zostaną ważne dane dostępowe');
    case 'no_active_key':
      return said('Każdy klucz wygasł lub został odwołany.', 'powstanie nowy klucz');
    case 'silent':
      return said('Zbyt długo nie było żadnej aktywności.', nextRun);
    case 'last_run_failed':
      return said('Ostatnie uruchomienie się nie powiodło.', nextRun);
    case 'failing_rate':
      return said(`${ratio(card)}: poniżej progu błędu.`, rateRises);
    case 'low_rate':
      return said(`${ratio(card)}: poniżej progu ostrzeżenia.`, rateRises);
    case 'all_endpoints_failing':
      return said('Żaden aktywny adres nie przyjmuje dostaw.', 'dostawa pod każdy adres się powiedzie');
    case 'endpoints_failing':
      return said(
        `Nie wszystkie aktywne adresy przyjmują dostawy. ${ratio(card)}.`,
        'dostawa pod każdy adres się powiedzie',
      );
    case 'awaiting_first_run':
      return said('Skonfigurowane, czeka na pierwsze uruchomienie.');
    case 'keys_active':
      return said('Są aktywne klucze.');
    case 'healthy':
      return said(`${ratio(card)}.`);
    default:
      return said(card.reason.summary, card.reason.turnsOkWhen ?? undefined);
  }
}

const clock = clockFor('pl', 'przed chwilą');

const outcomes = (success: number, warning: number, error: number) =>
  success + warning + error === 0
    ? 'nic się nie działo'
    : [
        `powodzenia: ${number.format(success)}`,
        warning > 0 && `z ostrzeżeniami: ${number.format(warning)}`,
        error > 0 && `niepowodzenia: ${number.format(error)}`,
      ]
        .filter(Boolean)
        .join(', ');

function failedAt(bars: Bar[]): string {
  const hours = bars.filter((bar) => bar.error > 0).map((bar) => clock.hour(bar.from));
  return hours.length === 0 ? '' : ` Niepowodzenia w godzinach od ${hours.join(', ')}.`;
}

const waits = waitingFor(
  'pl',
  {
    order: { one: '# zamówienie', few: '# zamówienia', other: '# zamówień' },
    invoice: { one: '# faktura', few: '# faktury', other: '# faktur' },
    payment: { one: '# płatność', few: '# płatności', other: '# płatności' },
    customer: { one: '# klient', few: '# klienci', other: '# klientów' },
    product: { one: '# produkt', few: '# produkty', other: '# produktów' },
    shipment: { one: '# przesyłka', few: '# przesyłki', other: '# przesyłek' },
    sync: { one: '# przebieg', few: '# przebiegi', other: '# przebiegów' },
  },
  { one: '# pozycja', few: '# pozycje', other: '# pozycji' },
);

export const pl: Words = {
  language: 'pl',
  clock,
  number: (value) => number.format(value),
  percent: rate,
  bytesCut: 'ucięte: treść była dłuższa niż to, co jest przechowywane',

  title: 'Integracje',
  skip: 'Przejdź do treści',
  loading: 'Wczytywanie…',
  retry: 'Ponów',
  close: 'Zamknij',

  signIn: 'Zaloguj się',
  signOut: 'Wyloguj się',
  email: 'E-mail',
  password: 'Hasło',
  signInIntro: 'Stan Twoich integracji, na żywo.',
  signInFailed: {
    signedOut: 'Nieprawidłowy e-mail lub hasło.',
    denied: 'Strona była otwarta zbyt długo. Spróbuj ponownie.',
    busy: 'Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.',
    unreachable: 'Brak połączenia z bramką. Sprawdź sieć i spróbuj ponownie.',
    broken: 'Logowanie się nie udało. Spróbuj ponownie.',
  },
  sessionEnded: 'Sesja wygasła',
  sessionEndedHint: 'Zaloguj się ponownie, aby kontynuować. Strona pozostanie bez zmian.',
  denied: 'Brak uprawnień (403 Forbidden)',
  deniedHint: 'Integracje są dostępne dla administratorów i kierowników IT. Poproś administratora organizacji o dostęp.',
  notices: 'Powiadomienia',
  dismiss: 'Zamknij',
  hello: (name) => `Dzień dobry, ${name}`,
  homeOf: (org) => `Zalogowano do organizacji ${org}.`,
  homeOpen: 'Otwórz pulpit integracji',
  homeOpenHint: 'Stan, aktywność i błędy wszystkiego, co jest podłączone.',
  homeAsk: 'Zapytaj w GraphiQL',
  homeAskHint: 'Własne zapytania ze schematem pod ręką oraz zapytania naszych stron.',
  openInGraphiql: (panel) => `Otwórz „${panel}” w GraphiQL`,
  openInGraphiqlShort: 'Otwórz w GraphiQL',
  homeClosed: 'Twoja rola nie obejmuje integracji. Nic innego tu jeszcze nie ma.',
  unreachable: 'Brak połączenia z bramką',
  unreachableHint: 'Być może się uruchamia albo połączenie nie działa.',
  notFound: 'Nie ma takiej strony',
  notFoundHint: 'Ten adres donikąd nie prowadzi. Przejdź do pulpitu.',
  roles: { ADMIN: 'Administrator', IT_MANAGER: 'Kierownik IT', USER: 'Użytkownik', VIEWER: 'Obserwator' },

  menu: 'Menu',
  openMenu: 'Otwórz menu',
  mainNavigation: 'Integracje',
  sections: {
    connections: 'Połączenia',
    portals: 'Portale',
    data: 'Dane',
    logs: 'Dzienniki i monitoring',
  },
  links: {
    dashboard: 'Pulpit',
    comarch: 'Comarch Optima',
    edi: 'Konfiguracja EDI',
    apiKeys: 'Klucze API',
    webhooks: 'Webhooki',
    supplierPortal: 'Portal dostawcy',
    customerPortal: 'Portal klienta',
    export: 'Eksport',
    import: 'Import',
    logs: 'Dziennik integracji',
    errorQueue: 'Kolejka błędów',
  },
  deadLetters: (n) =>
    count(n, { one: '# martwa wiadomość', few: '# martwe wiadomości', other: '# martwych wiadomości' }),
  theme: { auto: 'Motyw: jak system', light: 'Motyw: jasny', dark: 'Motyw: ciemny' },
  otherLanguage: 'English',
  narrow: 'Zwiń nawigację',
  widen: 'Rozwiń nawigację',
  shortcuts: {
    title: 'Skróty klawiszowe',
    sheet: 'Ta lista',
    refresh: 'Odśwież',
    pause: 'Wstrzymaj lub wznów',
    next: 'Następne zdarzenie na liście',
    previous: 'Poprzednie zdarzenie',
    open: 'Rozwiń lub zwiń zdarzenie',
    close: 'Zamknij zdarzenie, okno lub menu',
    wanted: 'Pojedyncze klawisze działają',
  },

  updated: (age) => `Zaktualizowano ${age} temu`,
  updatedNow: 'Zaktualizowano przed chwilą',
  neverUpdated: 'Brak danych',
  pause: 'Wstrzymaj',
  resume: 'Wznów',
  refresh: 'Odśwież',
  pauseHint: 'Zatrzymaj samoczynne odświeżanie',
  resumeHint: 'Odświeżaj samoczynnie co 30 sekund',
  connection: {
    connecting: 'Łączenie',
    live: 'Na żywo',
    polling: 'Odświeżanie co 30 s',
    paused: 'Wstrzymano',
    lost: 'Brak połączenia',
  },
  stale: (time) => `Dane z ${time}`,
  newEvents: (n) =>
    count(n, { one: '1 nowe zdarzenie', few: '# nowe zdarzenia', many: '# nowych zdarzeń', other: '# nowego zdarzenia' }),
  newEventsAway: (n) =>
    count(n, {
      one: '1 nowe zdarzenie pod Twoją nieobecność',
      few: '# nowe zdarzenia pod Twoją nieobecność',
      many: '# nowych zdarzeń pod Twoją nieobecność',
      other: '# nowego zdarzenia pod Twoją nieobecność',
    }),
  view: 'Pokaż',
  changed: (name, status) => `${name}, nowy stan: ${status}.`,

  overall: { HEALTHY: 'Sprawne', DEGRADED: 'Pogorszone', DOWN: 'Nie działa' },
  overallHealthy: (n) =>
    count(n, {
      one: 'Jedyna skonfigurowana integracja działa.',
      few: 'Wszystkie # skonfigurowane integracje działają.',
      other: 'Wszystkie # skonfigurowanych integracji działa.',
    }),
  overallNone: 'Nie skonfigurowano jeszcze żadnej integracji.',
  needsAttention: (names) => `Wymaga uwagi: ${names}.`,
  overallRate: (value) => `W ciągu 24 godzin powiodło się ${rate(value)}.`,

  types: {
    COMARCH: 'Comarch Optima',
    EDI: 'EDI',
    API_KEYS: 'Klucze API',
    WEBHOOKS: 'Webhooki',
    EXPORT: 'Eksport',
    IMPORT: 'Import',
  },
  status: {
    CONNECTED: 'Połączono',
    DISCONNECTED: 'Rozłączono',
    ERROR: 'Błąd',
    NOT_CONFIGURED: 'Nie skonfigurowano',
    WARNING: 'Ostrzeżenie',
  },
  why: 'Dlaczego?',
  whyOf: (name) => `Dlaczego ${name} ma taki stan?`,
  turnsGreen: 'Zmieni się na zielony, gdy',
  judgedAt: (time) => `Oceniono o ${time}`,
  reason,
  configure: 'Skonfiguruj',
  setUp: {
    COMARCH: 'Podłącz Comarch Optima, aby zamówienia i stany były zgodne',
    EDI: 'Skonfiguruj EDI, aby zautomatyzować zamówienia',
    API_KEYS: 'Utwórz klucz API, aby wpuścić inne systemy',
    WEBHOOKS: 'Dodaj webhook, aby powiadamiać inne systemy',
    EXPORT: 'Zaplanuj eksport, aby wysyłać dane',
    IMPORT: 'Zaplanuj import, aby pobierać dane',
  },
  lastSync: 'Ostatnia synchronizacja',
  lastError: 'Ostatni błąd',
  errorTime: 'Czas błędu',
  successRate: 'Skuteczność',
  never: 'Nigdy',
  noActivity: 'Brak aktywności w ciągu 24 h',
  lowSample: 'mała próba',
  ofSyncs: (ok, all, value) => `${rate(value)} (${number.format(ok)}/${number.format(all)} synchronizacji)`,
  ofDeliveries: (ok, all, value) => `${rate(value)} (${number.format(ok)}/${number.format(all)} dostaw)`,
  withWarnings: (n) => count(n, { one: '# z ostrzeżeniem', other: '# z ostrzeżeniami' }),
  nextSync: 'Następna synchronizacja',
  lastRun: 'Ostatnie uruchomienie',
  credentialEnds: 'Koniec ważności dostępu',
  lastProbe: 'Ostatnia próba połączenia',
  probe: { ok: 'odpowiedź', failed: 'brak odpowiedzi' },
  acknowledgements: 'Potwierdzenia',
  ackLine: (waiting, overdue) => `oczekujące: ${number.format(waiting)}, spóźnione: ${number.format(overdue)}`,
  rejected: 'Odrzucone (24h)',
  partners: 'Aktywni partnerzy (24h)',
  activeKeys: 'Aktywne klucze',
  requests: 'Żądania (24h)',
  throttled: 'Ograniczone (24h)',
  rateLimit: 'Wykorzystanie limitu',
  noLimit: 'Bez limitu',
  peakOf: (key, time) => `Najbardziej obciążona minuta klucza „${key}”, ${time}`,
  nextExpiry: 'Najbliższe wygaśnięcie klucza',
  activeWebhooks: 'Aktywne webhooki',
  failedDeliveries: 'Nieudane dostawy',
  failedDeliveriesOf: (hooks, deliveries) =>
    `${count(hooks, { one: '# webhook', few: '# webhooki', other: '# webhooków' })} (${count(deliveries, { one: '# dostawa', few: '# dostawy', other: '# dostaw' })})`,
  pendingDeliveries: 'Dostawy w toku',
  runStates: { RUNNING: 'w toku', SUCCEEDED: 'powodzenie', PARTIAL: 'częściowo', FAILED: 'niepowodzenie' },
  runLine: (entity, state, written, read) =>
    `${entity}: ${state}, zapisano ${number.format(written)} z ${number.format(read)}`,
  strip: (name, card, bars) =>
    `${name}, ostatnie 24 godziny: ${outcomes(card.successCount24h, card.warningCount24h, card.errorCount24h)}.${failedAt(bars)}`,
  stripHour: (bar) => `${clock.dayAndHour(bar.from)}–${clock.hour(bar.to)}: ${outcomes(bar.success, bar.warning, bar.error)}`,
  cardUnavailable: 'Stan chwilowo niedostępny',
  healthUnavailable: 'Stan integracji chwilowo niedostępny',
  showingFrom: (time) => `Dane z ${time}`,

  activity: 'Ostatnia aktywność',
  activityHint: (n) =>
    count(n, {
      one: 'ostatnie zdarzenie z 24 godzin',
      few: 'ostatnie # zdarzenia z 24 godzin',
      other: 'ostatnich # zdarzeń z 24 godzin',
    }),
  activityUnavailable: 'Lista aktywności chwilowo niedostępna',
  noActivityYet: 'Brak ostatniej aktywności integracji',
  lastEvent: (ago) => `Ostatnie zdarzenie: ${ago}.`,
  noEventEver: 'Nic się jeszcze nie wydarzyło. Zdarzenia pojawią się tutaj.',
  openLogs: 'Otwórz cały dziennik',
  eventKinds: {
    'webhook.test': 'Test webhooka',
    'webhook.delivery': 'Dostawa webhooka',
    'comarch.sync': 'Synchronizacja Comarch',
    'edi.interchange': 'Wymiana EDI',
    'api.request': 'Żądanie API',
    'api_key.created': 'Utworzenie klucza API',
    'api_key.updated': 'Zmiana klucza API',
    'api_key.used': 'Użycie klucza API',
    'api_key.revoked': 'Odwołanie klucza API',
    'export.sync': 'Eksport',
    'import.sync': 'Import',
  },
  eventStatus: { SUCCESS: 'Sukces', WARNING: 'Ostrzeżenie', ERROR: 'Błąd' },
  arrivedLate: 'dotarło z opóźnieniem',
  event: 'Zdarzenie',
  details: 'Szczegóły',
  breadcrumb: 'Jesteś tutaj',
  openEvent: 'Otwórz na osobnej stronie',
  eventUnavailable: 'Nie udało się wczytać szczegółów',
  eventGone: 'Nie ma takiego zdarzenia. Może być starsze niż to, co jest przechowywane.',
  requestBody: 'Treść żądania',
  responseBody: 'Treść odpowiedzi',
  noBody: 'Nie zachowano',
  errorMessage: 'Komunikat błędu',
  retryCount: 'Liczba ponowień',
  attempts: 'Próby',
  attempt: 'Próba',
  trigger: { AUTOMATIC: 'automatycznie', MANUAL: 'ręcznie', REPLAY: 'odtworzenie' },
  noAnswer: 'brak odpowiedzi',
  duration: 'Czas trwania',
  httpStatus: 'Status HTTP',
  origin: 'Źródło błędu',
  origins: {
    AUTH: 'Logowanie',
    CONFIG: 'Konfiguracja',
    NETWORK: 'Sieć',
    TIMEOUT: 'Przekroczony czas',
    REMOTE_4XX: 'Odmowa drugiej strony',
    REMOTE_5XX: 'Awaria drugiej strony',
    DATA: 'Niepasujące dane',
    RATE_LIMIT: 'Limit',
    INTERNAL: 'Po naszej stronie',
  },
  occurred: 'Zdarzyło się',
  recorded: 'Zapisano',
  direction: 'Kierunek',
  directions: { INBOUND: 'Przychodzące', OUTBOUND: 'Wychodzące', INTERNAL: 'Wewnętrzne' },
  reference: 'Dokument',
  via: 'Przez',
  correlation: 'Korelacja',
  trace: 'Ślad',
  eventId: 'Id zdarzenia',
  masked: (n) =>
    count(n, {
      one: '# wartość ukryto przed zapisem',
      few: '# wartości ukryto przed zapisem',
      other: '# wartości ukryto przed zapisem',
    }),
  nextAttempt: (when, attempt, max) => `Następna próba ${when} (${attempt} z ${max})`,
  laterOutcomes: 'Późniejsze próby',
  copy: 'Kopiuj',
  copied: 'Skopiowano',

  errors: 'Błędy',
  errorsUnavailable: 'Podsumowanie błędów chwilowo niedostępne',
  failedSyncs: 'Nieudane synchronizacje (24h)',
  failedSyncsHint: 'Nieudane zdarzenia wszystkich typów z 24 godzin',
  pendingRetries: 'Oczekujące ponowienia',
  deadLetterQueue: 'Martwe wiadomości',
  oldest: (age) => `najstarsze ${age}`,
  now: 'teraz',
  allHealthy: 'Wszystkie integracje sprawne',
  lastFailure: (ago) => `Ostatni błąd ${ago}`,
  noFailureEver: 'Jak dotąd bez błędów',
  byType: 'Według integracji',
  failedOf: (n) => `nieudane: ${number.format(n)}`,
  waitingOf: (n) => `oczekujące: ${number.format(n)}`,
  deadOf: (n) => `martwe: ${number.format(n)}`,

  openIncidents: 'Otwarte incydenty',
  moreIncidents: (n) => count(n, { one: 'i jeszcze #', other: 'i jeszcze #' }),
  sameError: (n, at, now) =>
    count(n, { one: 'Błąd raz, o ', other: 'Ten sam błąd # razy od ' }) + sinceWhen(clock, at, now),
  waiting: (waiting) => (waiting.length === 0 ? '' : `w oczekiwaniu: ${waits(waiting)}`),
  incidentStates: { OPEN: 'Otwarty', ACKNOWLEDGED: 'Przyjęty', RESOLVED: 'Rozwiązany' },
  lastTime: (note) => `Ostatnim razem: ${note}`,

  firstSteps: 'Podłącz pierwszą integrację',
  firstStepsHint: 'Nic nie jest jeszcze skonfigurowane. Zacznij od dowolnej z nich:',

  logs: 'Dziennik integracji',
  filters: 'Filtry',
  type: 'Typ',
  statusLabel: 'Stan',
  period: 'Okres',
  periods: { '1h': 'Ostatnia godzina', '24h': 'Ostatnie 24 godziny', '7d': 'Ostatnie 7 dni', all: 'Cały czas', custom: 'Własny' },
  from: 'Od',
  to: 'Do',
  all: 'Wszystkie',
  search: 'Szukaj',
  searchHint: 'Komunikat, błąd lub dokument',
  searchShort: 'Co najmniej 2 znaki',
  ofOneIncident: 'Niepowodzenia jednego incydentu',
  clear: 'Wyczyść filtry',
  time: 'Czas',
  message: 'Komunikat',
  older: 'Wczytaj starsze zdarzenia',
  end: 'To wszystko.',
  logsUnavailable: 'Nie udało się odczytać dziennika',
  noMatch: 'Żadne zdarzenie nie pasuje do filtrów',
  noMatchHint: 'Poszerz okres lub usuń filtr.',
  logsEmpty: 'Nie ma jeszcze zdarzeń',
  logsEmptyHint: 'Zdarzenia są przechowywane przez 90 dni.',
  shown: (n) => count(n, { one: 'Pokazano # zdarzenie', few: 'Pokazano # zdarzenia', other: 'Pokazano # zdarzeń' }),

  latest: (name) => `Ostatnie zdarzenia: ${name}`,
  inLogs: 'Pokaż w dzienniku',
  figures: 'Ostatnie 24 godziny',
  succeeded: 'Powodzenia',
  failed: 'Niepowodzenia',
  warned: 'Z ostrzeżeniami',
  tabs: { incidents: 'Incydenty', retries: 'Oczekujące ponowienia', dead: 'Martwe wiadomości' },
  retriesHint: 'Niepowodzenia, które czekają na ponowienie lub są właśnie ponawiane.',
  deadHint: 'Niepowodzenia, których nikt sam nie ponowi.',
  noRetries: 'Nic nie czeka na ponowienie',
  noDead: 'Nie ma martwych wiadomości',
  waitsSince: (age) => `Najstarsze czeka od ${age}.`,
  // ponawianie
  retryNow: 'Ponów teraz',
  retryAsked: 'Zlecanie ponowienia…',
  retryUnavailable: 'Nie udało się. Spróbuj za chwilę.',
  retryStates: {
    PLANNED: 'Zaplanowane',
    QUEUED: 'W kolejce…',
    RUNNING: 'Trwa próba…',
    SUCCEEDED: 'Udało się',
    FAILED: 'Nie udało się',
    CANCELLED: 'Anulowano',
  },
  retrySucceeded: (status, ms) =>
    `Udało się${status === null ? '' : `, HTTP ${status}`}${ms === null ? '' : ` w ${number.format(ms)} ms`}.`,
  retryFailed: (error, attempt) =>
    `Znów się nie udało: ${error}${attempt === null ? '' : ` (próba ${number.format(attempt)})`}.`,
  retryGoesOn: (at) => `Następna próba ${at}.`,
  retryOutcome: 'Otwórz wynik',
  obstacles: {
    NOT_FAILED: 'To zdarzenie nie było błędem.',
    ALREADY_SUCCEEDED: 'Późniejsza próba się udała.',
    NOT_REPEATABLE: 'Tego zdarzenia nie można ponowić.',
    DISCARDED: 'Zostało odrzucone.',
    WEBHOOK_GONE: 'Jego webhook został usunięty.',
    WEBHOOK_DISABLED: 'Jego webhook jest wyłączony.',
    BODY_NOT_KEPT: 'Jego treści nie zachowano albo już jej nie ma.',
    BODY_INCOMPLETE: 'Jego treść zachowano zamaskowaną lub uciętą, więc nie wolno jej tak wysłać.',
    EVENT_GONE: 'Jego zdarzenia nie ma już w dzienniku.',
  },
  bulk: 'Wiele martwych wiadomości naraz',
  bulkRetry: 'Ponów wiele…',
  bulkDiscard: 'Odrzuć wiele…',
  bulkText: 'Tylko z tym tekstem w powodzie (puste: wszystkie)',
  bulkWillRetry: (n, canary, perSecond, stopAt) =>
    `${count(n, { one: 'Ponowiona zostanie # wiadomość', few: 'Ponowione zostaną # wiadomości', many: 'Ponowionych zostanie # wiadomości', other: 'Ponowione zostanie # wiadomości' })}: najpierw ${canary}, potem ${perSecond} na sekundę; koniec, gdy nie uda się więcej niż ${stopAt}%.`,
  bulkWillDiscard: (n) =>
    count(n, { one: '# wiadomość zostanie odrzucona na zawsze.', few: '# wiadomości zostaną odrzucone na zawsze.', many: '# wiadomości zostanie odrzuconych na zawsze.', other: '# wiadomości zostanie odrzucone na zawsze.' }),
  bulkNone: 'Nie ma takiej, z którą można to zrobić.',
  bulkStart: 'Rozpocznij',
  bulkDiscardNow: 'Odrzuć',
  replayStates: {
    CANARY: 'Próbuję kilku pierwszych.',
    RUNNING: 'Próbuję pozostałych.',
    COMPLETED: 'Spróbowano wszystkich.',
    STOPPED: 'Zatrzymano: zbyt wiele się nie udało.',
    CANCELLED: 'Anulowano.',
  },
  replayTotal: 'Wszystkie',
  replaySucceeded: 'Udane',
  replayFailed: 'Nieudane',
  replayWaiting: 'Jeszcze nie koniec',
  replayCancel: 'Anuluj resztę',

  portals: {
    supplier: {
      title: 'Portal dostawcy',
      text: 'Dostawcy zobaczą swoje zamówienia, potwierdzą terminy i ilości oraz wyślą faktury i dokumenty dostawy bez e-maili.',
    },
    customer: {
      title: 'Portal klienta',
      text: 'Klienci będą śledzić zamówienia i przesyłki oraz samodzielnie pobierać faktury i cenniki.',
    },
  },
  notYet: 'Jeszcze nie zbudowano',
  notYetHint: 'Wymiana danych portalu pojawi się w dzienniku jak wszystko inne.',
  readOnlySettings: 'Ustawienia może zmieniać administrator Twojej organizacji.',
};
