import { v7 as uuidv7 } from 'uuid';
import type { AttemptInput } from '@/server/core/collect/schema';
import { AttemptInput as Attempt } from '@/server/core/collect/schema';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { claimAssignment } from '@/server/services/collect/claim';
import type { ProgramContext } from '@/server/services/context';
import { invite } from '@/server/services/people/invite';
import { testPorts } from './ports';
import { aProgram, enterAs, publishedAtRandom, TABLE_TOP } from './programs';
import type { TestDatabase } from './test-database';

let programs = 0;

/** A fresh program with a published schedule, its people, further ones on demand, and a clock the test moves. */
export async function collecting(database: TestDatabase, demonstrations = 6, blockSize = 1) {
  const ports = testPorts(database);
  let now = Date.parse('2026-03-02T08:00:00Z');
  const clock = { now: () => new Date(now) };
  const at = { ...ports, clock };
  const server = await aProgram(at, { ...TABLE_TOP, name: `Collecting ${++programs}` });
  await publishedAtRandom(server, demonstrations, blockSize);
  const as = (name: string) => enterAs(at, server.scope.slug, name);
  return {
    ports: at,
    server,
    as,
    lead: await as('Lead'),
    first: await as('First operator'),
    second: await as('Second operator'),
    async operator(name: string) {
      await invite(server, { name, roles: ['operator'], password: 'operator-password' });
      return as(name);
    },
    later: (ms: number) => {
      now += ms;
    },
  };
}

/** An attempt as a tablet sends it. */
export function attemptOn(
  assignmentId: number,
  { outcome = 'success', ...more }: Partial<AttemptInput> & { outcome?: AttemptOutcome } = {},
): AttemptInput {
  return Attempt.parse({ id: uuidv7(), assignmentId, outcome, device: 'tablet', ...more });
}

/** Claims what is next for somebody. */
export const next = (ctx: ProgramContext, stationId: number | null = null, device = 'tablet') =>
  claimAssignment(ctx, { stationId, device });
