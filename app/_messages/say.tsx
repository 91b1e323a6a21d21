'use client';

import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { LANGUAGE_COOKIE, type Language, MESSAGES, type MessageKey } from './languages';

/** Says a message with its values filled in, in the language of the page. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string;

interface Tongue {
  language: Language;
  say: Say;
}

/** Words and numbers of one language; each message is parsed once. */
export function tongueOf(language: Language): Tongue {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return {
    language,
    say(key, values) {
      const known = parsed.get(key) ?? new IntlMessageFormat(MESSAGES[language][key], language);
      parsed.set(key, known);
      return String(known.format(values));
    },
  };
}

interface Choice extends Tongue {
  choose: (language: Language) => void;
}

const Speech = createContext<Choice>({ ...tongueOf('en'), choose: () => {} });

const A_YEAR_S = 365 * 24 * 3600;

/** Everything below speaks `initial` until this device chooses another language. */
export function Speaking({ initial, children }: { initial: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  const spoken = useMemo(
    () => ({
      ...tongueOf(language),
      choose(chosen: Language) {
        // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing in browsers of older tablets
        document.cookie = `${LANGUAGE_COOKIE}=${chosen}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <Speech value={spoken}>{children}</Speech>;
}

/** Speaks one language to those below, whatever the device chose: for texts that others have in that language alone. */
export function SpeakingOnly({ language, children }: { language: Language; children: ReactNode }) {
  const outer = useContext(Speech);
  const spoken = useMemo(() => ({ ...tongueOf(language), choose: outer.choose }), [language, outer.choose]);
  return <Speech value={spoken}>{children}</Speech>;
}

/** Tells screen readers and the browser in which language its content is. */
export function Spoken({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div lang={useLanguage()} className={className}>
      {children}
    </div>
  );
}

export const useSay = (): Say => useContext(Speech).say;
export const useLanguage = (): Language => useContext(Speech).language;
export const useChooseLanguage = () => useContext(Speech).choose;
