'use client';

import { type FormEvent, useState } from 'react';
import type { ZodType } from 'zod';

/**
 * A form's `draft` against `schema`. Nothing is said of it before the first try; `submit` hands on what passed, `issue`
 * is the sentence for a field, or the first of all.
 */
export function useChecked<Value>(schema: ZodType<Value>, draft: unknown) {
  const [tried, setTried] = useState(false);
  const parsed = schema.safeParse(draft);
  const issues = tried ? (parsed.error?.issues ?? []) : [];
  return {
    issue: (field?: string) => issues.find(({ path }) => field === undefined || path[0] === field)?.message,
    submit: (send: (value: Value) => void) => (event: FormEvent) => {
      event.preventDefault();
      setTried(true);
      if (parsed.success) send(parsed.data);
    },
  };
}
