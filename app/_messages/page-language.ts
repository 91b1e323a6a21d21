import 'server-only';
import { cookies, headers } from 'next/headers';
import { LANGUAGE_COOKIE, type Language, languageAmong } from './languages';

/** The language of the page being written: what this device chose, else what its browser asks for. */
export async function pageLanguage(): Promise<Language> {
  const [chosen, asked] = await Promise.all([cookies(), headers()]);
  return languageAmong([chosen.get(LANGUAGE_COOKIE)?.value ?? '', ...(asked.get('accept-language') ?? '').split(',')]);
}
