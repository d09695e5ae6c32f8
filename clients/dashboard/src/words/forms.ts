import { useWords } from '.';
import type { Expiry } from '../api/expiry';
import { pluralFor } from './plural';

const count = { en: pluralFor('en'), pl: pluralFor('pl') };

const en = {
  cancel: 'Cancel',
  actions: 'Actions',
  optional: 'optional',
  refused: {
    signedOut: 'Your session has ended. Sign in again, then send this once more.',
    denied: 'Only an administrator may do this.',
    busy: 'That was often. Wait a moment, then try again.',
    unreachable: 'The gateway cannot be reached. Nothing is lost: try again.',
  },
  name: 'Name',
  why: 'Why?',
  whyHint: 'For whoever asks later; it is kept in the audit log.',
  shownOnce: 'This is shown now and never again. Store it where secrets are kept.',
  kept: 'I have stored it',

  newKey: 'New key',
  keyNameHint: 'What the other system is called, such as “Storefront”.',
  scopes: 'What it may',
  scopesMissing: 'Choose at least one.',
  scopeWords: {
    'dashboard:read': 'Read states, activity, errors and settings, without bodies.',
    'payloads:read': 'Read the stored bodies of events, too.',
    'events:write': 'Report events to the gateway.',
    'work:claim': 'Take over retries, and say what came of them.',
    'metrics:read': 'Read the gateway’s metrics.',
  },
  expires: 'Expires',
  expiries: {
    '30': 'in 30 days',
    '90': 'in 90 days',
    '365': 'in a year',
    date: 'on a day…',
    never: 'never',
  } satisfies Record<Expiry, string>,
  expiresOn: 'Last day',
  limit: 'Requests a minute',
  limitHint: 'Empty: no limit. What exceeds it is refused and counted as throttled.',
  createKey: 'Create key',
  keyMade: (name: string) => `The key “${name}”`,
  token: 'Key',
  tokenUse: 'Other systems send it with each request:',

  rotate: 'Rotate',
  rotateKey: (name: string) => `Rotate “${name}”`,
  rotateHint: 'Makes a new key with the same name, rights, limit and expiry.',
  overlap: 'The old key works for another',
  overlaps: {
    '0': 'moment: it ends at once',
    '1': 'hour',
    '24': 'day',
    '72': '3 days',
    '168': 'week',
  },
  oldKeyUntil: (key: string, at: string) => `The old key (${key}) works until ${at}.`,
  oldKeyEnded: (key: string) => `The old key (${key}) has ended.`,

  revoke: 'Revoke',
  revokeKey: (name: string) => `Revoke “${name}”`,
  revokeHint: 'Whoever still uses it is refused within seconds. It cannot be undone.',
  revokeUsed: (n: number) =>
    count.en(n, {
      one: 'It was used for # request in the last 24 hours.',
      other: 'It was used for # requests in the last 24 hours.',
    }),
  revokeUnused: 'It was not used in the last 24 hours.',
  revoked: (name: string) => `“${name}” is revoked.`,

  discard: 'Discard',
  discardOne: 'Discard this dead letter',
  discardHint: 'It will never be tried again. Its event stays in the log.',
  discarded: 'The dead letter is discarded.',
};

export type FormWords = typeof en;

const pl: FormWords = {
  cancel: 'Anuluj',
  actions: 'Działania',
  optional: 'opcjonalnie',
  refused: {
    signedOut: 'Sesja wygasła. Zaloguj się ponownie i wyślij jeszcze raz.',
    denied: 'Może to zrobić tylko administrator.',
    busy: 'To było zbyt często. Odczekaj chwilę i spróbuj ponownie.',
    unreachable: 'Brak połączenia z bramką. Nic nie przepadło: spróbuj ponownie.',
  },
  name: 'Nazwa',
  why: 'Dlaczego?',
  whyHint: 'Dla tych, którzy zapytają później; zapisuje się w dzienniku audytu.',
  shownOnce: 'To widać tylko teraz i nigdy więcej. Zachowaj to tam, gdzie przechowujesz tajne dane.',
  kept: 'Zachowano',

  newKey: 'Nowy klucz',
  keyNameHint: 'Jak nazywa się ten drugi system, na przykład „Sklep”.',
  scopes: 'Co może',
  scopesMissing: 'Wybierz co najmniej jedno.',
  scopeWords: {
    'dashboard:read': 'Czytać stany, aktywność, błędy i ustawienia, bez treści.',
    'payloads:read': 'Czytać także zachowane treści zdarzeń.',
    'events:write': 'Zgłaszać zdarzenia do bramki.',
    'work:claim': 'Przejmować ponowienia i mówić, co z nich wyszło.',
    'metrics:read': 'Czytać metryki bramki.',
  },
  expires: 'Wygasa',
  expiries: { '30': 'za 30 dni', '90': 'za 90 dni', '365': 'za rok', date: 'danego dnia…', never: 'nigdy' },
  expiresOn: 'Ostatni dzień',
  limit: 'Żądania na minutę',
  limitHint: 'Puste: bez limitu. Co go przekracza, jest odrzucane i liczone jako ograniczone.',
  createKey: 'Utwórz klucz',
  keyMade: (name) => `Klucz „${name}”`,
  token: 'Klucz',
  tokenUse: 'Inne systemy wysyłają go z każdym żądaniem:',

  rotate: 'Wymień',
  rotateKey: (name) => `Wymień klucz „${name}”`,
  rotateHint: 'Tworzy nowy klucz o tej samej nazwie, tych samych prawach, limicie i terminie.',
  overlap: 'Stary klucz działa jeszcze',
  overlaps: { '0': 'chwilę: kończy się od razu', '1': 'godzinę', '24': 'dobę', '72': '3 dni', '168': 'tydzień' },
  oldKeyUntil: (key, at) => `Stary klucz (${key}) działa do: ${at}.`,
  oldKeyEnded: (key) => `Stary klucz (${key}) już nie działa.`,

  revoke: 'Odwołaj',
  revokeKey: (name) => `Odwołaj klucz „${name}”`,
  revokeHint: 'Kto go jeszcze używa, dostanie odmowę w ciągu kilku sekund. Nie można tego cofnąć.',
  revokeUsed: (n) =>
    count.pl(n, {
      one: 'W ciągu ostatnich 24 godzin użyto go w # żądaniu.',
      other: 'W ciągu ostatnich 24 godzin użyto go w # żądaniach.',
    }),
  revokeUnused: 'Nie użyto go w ciągu ostatnich 24 godzin.',
  revoked: (name) => `Klucz „${name}” jest odwołany.`,

  discard: 'Odrzuć',
  discardOne: 'Odrzuć tę martwą wiadomość',
  discardHint: 'Nigdy nie zostanie ponowiona. Jej zdarzenie pozostaje w dzienniku.',
  discarded: 'Martwa wiadomość jest odrzucona.',
};

/** The words of the forms, apart from the others: who only looks does not load them. */
export const useFormWords = (): FormWords => (useWords().language === 'pl' ? pl : en);
