import type { Browser } from '@playwright/test';
import { publishedProgram } from '../material/published-program';
import type { Installation } from './installation';

/** The operator's screen of a small program that a person collects for. */
export const TABLE_TOP = { slug: 'table-top', operator: 'table-top-operator', today: '/p/table-top/today' } as const;
/** The same where everything waits for the lead. */
export const BLOCKED = {
  slug: 'table-top-blocked',
  operator: 'table-top-blocked-operator',
  today: '/p/table-top-blocked/today',
} as const;

interface Shown {
  factors: { key: string; levels: { id: number }[] }[];
}

/** Makes both programs in a fresh installation; returns the passwords of their operators. */
export async function makeTableTops(
  browser: Browser,
  { url, passwords }: Installation,
): Promise<Record<string, string>> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const admin = { name: 'admin', password: passwords.admin ?? '' };
  try {
    const open = await publishedProgram(page, TABLE_TOP.slug, { demonstrations: 40, blockSize: 5, admin });
    const { factors } = await open.ask<Shown>('programs.show');
    for (const level of factors.find((factor) => factor.key === 'task')?.levels ?? [])
      await open.post('matrix.setStartTemplate', {
        levelId: level.id,
        zones: ['front left', 'front right', 'back'],
        orientations: ['handle left', 'handle right'],
        distractors: ['none', 'one plate'],
      });
    const blocked = await publishedProgram(page, BLOCKED.slug, { demonstrations: 10, blockSize: 5, admin });
    for (const { id } of await blocked.ask<{ id: number }[]>('collect.queue'))
      await blocked.post('collect.setAside', { assignmentId: id, how: 'blocked', reason: 'object missing' });
    return { [open.operator.name]: open.operator.password, [blocked.operator.name]: blocked.operator.password };
  } finally {
    await context.close();
  }
}
