import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };

export type MessageKey = keyof typeof en;

/** Every text of the operators' pages, by language. English is the one the others are measured by. */
export const MESSAGES: Record<Language, Record<MessageKey, string>> = { en, es };

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', es: 'Español' };

/** Where the choice of a device is kept; a cookie, so that the server writes the page in it too. */
export const LANGUAGE_COOKIE = 'rota.language';

/** The first of `wanted` (tags such as `es-MX`, best first) that there are messages for; English otherwise. */
export function languageAmong(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag.trim().toLowerCase().split(/[-_;]/)[0] === language);
    if (found) return found;
  }
  return 'en';
}
