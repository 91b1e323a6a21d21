import { expect, type Page } from '@playwright/test';
import { ADMIN, type Person, SignInPage } from '../pages/sign-in-page';

/** A program with a published schedule, made through the API by an admin, with one operator. */
export interface PublishedProgram {
  slug: string;
  operator: Person;
  lead: Person;
  /** Recordings accepted so far and asked for, as the server says. */
  progress(): Promise<{ asked: number; logged: number; over: number }>;
  /** Calls a procedure of the program as the admin who made it. */
  post<Answer>(procedure: string, input: object): Promise<Answer>;
  ask<Answer>(procedure: string): Promise<Answer>;
  /** Puts bytes at a path, as the page's own uploads do. */
  put(path: string, bytes: Buffer): Promise<void>;
}

const levels = (...names: string[]) => names.map((name) => ({ name }));

/** Makes the program under `slug`; `page` is signed in as admin afterwards. */
export async function publishedProgram(
  page: Page,
  slug: string,
  { demonstrations, blockSize, admin = ADMIN }: { demonstrations: number; blockSize: number; admin?: Person },
): Promise<PublishedProgram> {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.send(admin);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  const post = async <Answer>(procedure: string, input: object): Promise<Answer> => {
    const response = await page.request.post(`/api/trpc/${procedure}`, { data: { json: input } });
    const text = await response.text();
    expect(response.ok(), `${procedure}: ${text}`).toBe(true);
    return JSON.parse(text).result.data.json;
  };
  const operator = { name: `${slug}-operator`, password: 'a-password-for-tests' };
  const lead = { name: `${slug}-lead`, password: 'a-password-for-tests' };
  await post('programs.create', {
    name: slug,
    slug,
    factors: [
      {
        key: 'task',
        name: 'Task',
        levels: [
          { name: 'pour', instruction: 'pour milk into', setupNote: 'Half a cup of water' },
          { name: 'stack' },
          { name: 'wipe' },
        ],
      },
      { key: 'object', name: 'Object', levels: levels('red mug', 'glass', 'bowl', 'box', 'tin') },
      { key: 'environment', name: 'Environment', levels: levels('kitchen', 'workshop') },
      { key: 'lighting', name: 'Lighting', levels: levels('day', 'lamp') },
    ],
    caps: ['task', 'object', 'environment', 'lighting', 'configuration'].map((subject) => ({
      subject,
      percent: null,
      reason: 'small fixture',
    })),
    people: [
      { ...lead, roles: ['lead'] },
      { ...operator, roles: ['operator'] },
    ],
  });
  const { scheduleId } = await post<{ scheduleId: number }>('schedules.propose', {
    program: slug,
    demonstrations,
    blockSize,
    strategy: 'random',
    seed: 'fixture',
  });
  await post('schedules.publish', { program: slug, scheduleId });
  const ask = async <Answer>(procedure: string): Promise<Answer> => {
    const input = encodeURIComponent(JSON.stringify({ json: { program: slug } }));
    const response = await page.request.get(`/api/trpc/${procedure}?input=${input}`);
    return (await response.json()).result.data.json;
  };
  return {
    slug,
    operator,
    lead,
    post: (procedure, input) => post(procedure, { program: slug, ...input }),
    ask,
    put: async (path, bytes) => {
      const response = await page.request.put(path, { data: bytes });
      expect(response.ok(), `${path}: ${response.status()}`).toBe(true);
    },
    progress: () => ask('collect.progress'),
  };
}

/** Registers a checkpoint whose rollouts are recorded elsewhere, as the current one. */
export function registeredCheckpoint(
  { post }: Pick<PublishedProgram, 'post'>,
  name = 'round-1',
): Promise<{ checkpointId: number }> {
  return post('checkpoints.register', {
    name,
    form: 'recorded',
    trainingSet: { kind: 'declared', size: 60 },
    card: { actions: [{ name: 'dx', unit: '', kind: 'position' }], chunkLength: 1, executedSteps: 1 },
    current: true,
  });
}
