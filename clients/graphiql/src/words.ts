import { chosenLanguage, type Language } from '../../dashboard/src/words/language';

const en = {
  dashboard: 'Dashboard',
  themes: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  signIn: 'Sign in',
  again: 'Try again',
  notices: {
    signedOut: ['Sign in to ask', 'GraphiQL asks as whoever is signed in, and shows what that person may see.'],
    ended: ['Your session has ended', 'Your tabs are kept.'],
    denied: [
      'Insufficient permissions (403 Forbidden)',
      'Integrations are open to administrators and IT managers of your organisation.',
    ],
    unreachable: ['The gateway cannot be reached', 'It may be starting, or your connection is down.'],
  } satisfies Record<string, [string, string]>,
};

const pl: typeof en = {
  dashboard: 'Pulpit',
  themes: { auto: 'Motyw: jak system', light: 'Motyw: jasny', dark: 'Motyw: ciemny' },
  signIn: 'Zaloguj się',
  again: 'Spróbuj ponownie',
  notices: {
    signedOut: ['Zaloguj się, aby pytać', 'GraphiQL pyta jako zalogowana osoba i pokazuje to, co ta osoba może widzieć.'],
    ended: ['Sesja wygasła', 'Karty pozostają bez zmian.'],
    denied: [
      'Brak uprawnień (403 Forbidden)',
      'Integracje są dostępne dla administratorów i kierowników IT Twojej organizacji.',
    ],
    unreachable: ['Brak połączenia z bramką', 'Być może się uruchamia albo połączenie nie działa.'],
  },
};

const languages: Record<Language, typeof en> = { en, pl };

/** The words around GraphiQL, which itself speaks English, in the language of our other pages. */
export const words = languages[chosenLanguage()];
document.documentElement.lang = chosenLanguage();
