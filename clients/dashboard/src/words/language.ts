export const LANGUAGES = ['en', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'pulsegate.language';

/** What the reader chose on one of our pages; else the browser's, where we speak it; else English. */
export function chosenLanguage(): Language {
  const wanted = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2);
  return LANGUAGES.find((one) => one === wanted) ?? 'en';
}

export const chooseLanguage = (language: Language) => localStorage.setItem(KEY, language);
