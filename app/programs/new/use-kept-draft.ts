'use client';

import { useEffect, useState } from 'react';
import { type Draft, emptyDraft } from './draft';

const KEY = 'rota new program';

/** The draft of this tab, kept over a reload until `forget`. `ready` is false until what was kept has been read. */
export function useKeptDraft() {
  const [draft, setDraft] = useState<Draft>(() => emptyDraft('UTC'));
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const fresh = emptyDraft(Intl.DateTimeFormat().resolvedOptions().timeZone);
    setDraft({ ...fresh, ...readKept() });
    setReady(true);
  }, []);

  useEffect(() => {
    if (ready) sessionStorage.setItem(KEY, JSON.stringify(draft));
  }, [draft, ready]);

  return {
    draft,
    ready,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    forget: () => {
      setReady(false);
      sessionStorage.removeItem(KEY);
    },
  };
}

function readKept(): Partial<Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
