import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, expect } from '@playwright/test';
import { v7 as uuidv7 } from 'uuid';
import { openClient } from '../../server/lab/client';
import { attributedRecording } from '../material/made';
import { type PublishedProgram, registeredCheckpoint } from '../material/published-program';
import { SignInPage } from '../pages/sign-in-page';

/** A program that shows figures by name, where an operator has worked today and a policy is to be driven. */
export const WORKED = {
  slug: 'table-top-worked',
  operator: 'table-top-worked-operator',
  lead: 'table-top-worked-lead',
  today: '/p/table-top-worked/today',
} as const;

/** As long as a take of the recording that is imported. */
const TAKE_MS = 1200;
const ATTEMPTS = [
  { outcome: 'success', durationMs: TAKE_MS, resetMs: 41_000 },
  { outcome: 'success', durationMs: TAKE_MS, resetMs: 33_000 },
  { outcome: 'failure', failureMode: 'dropped', durationMs: 900, resetMs: 36_000 },
  { outcome: 'discard', durationMs: 400, resetMs: 12_000 },
  { outcome: 'success', durationMs: TAKE_MS, resetMs: 38_000, pauseMs: 240_000 },
] as const;

/** Fills it: attempts of its operator, and a recording of fewer takes than were logged, which a person has to match. */
export async function fillWorked(program: PublishedProgram, browser: Browser, url: string): Promise<void> {
  const { post, ask, slug, operator } = program;
  await post('programs.setFigures', { figuresAboutPersons: 'named' });
  const [assignment] = await ask<{ id: number; levels: { factor: string; name: string }[] }[]>('collect.queue');
  await logAs(operator, browser, url, slug, assignment.id);
  const { secret } = await post<{ secret: string }>('people.createToken', { name: 'rig', scopes: ['read', 'data'] });
  const client = openClient({ url, token: secret, program: slug });
  const levels = Object.fromEntries(assignment.levels.map(({ factor, name }) => [factor, name]));
  const rule = ([name, level]: string[]) => [name, { by: 'attribute', name, levels: { [level]: level } }];
  const factors = Object.fromEntries(Object.entries(levels).map(rule));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-worked-'));
  const zip = await attributedRecording(path.join(folder, 'take'), [levels, levels]);
  rmSync(folder, { recursive: true });
  await client.importRecording(await client.upload('take.zip', zip), { kind: 'demonstration', factors });
  const { checkpointId } = await registeredCheckpoint(program);
  const { probePlanId } = await post<{ probePlanId: number }>('rollouts.proposePlan', {
    checkpointId,
    driveUnknown: true,
  });
  await post('rollouts.publishPlan', { probePlanId });
}

async function logAs(
  operator: PublishedProgram['operator'],
  browser: Browser,
  baseURL: string,
  program: string,
  assignmentId: number,
): Promise<void> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await new SignInPage(page).signIn(operator);
  for (const [sequence, attempt] of ATTEMPTS.entries()) {
    const json = { program, id: uuidv7(), assignmentId, device: 'tablet', sequence, timedBy: 'monotonic', ...attempt };
    const answer = await page.request.post('/api/trpc/collect.attempt', { data: { json } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  await context.close();
}
