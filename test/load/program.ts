import { encode } from 'next-auth/jwt';
import { memberships, people } from '@/db/schema/people';
import { stations } from '@/db/schema/programs';
import { ports } from '@/server/wiring';
import { aProgram, publishedAtRandom } from '../support/programs';

/** What the operators of a load run are given. */
export interface Work {
  slug: string;
  operators: { cookie: string; stationId: number }[];
}

const levels = (what: string, n: number) => Array.from({ length: n }, (_, i) => ({ name: `${what} ${i}` }));

/**
 * A program with a published schedule of at least so many recordings, and as many operators, each signed in by `secret`
 * at a station of their own.
 */
export async function prepareProgram(operators: number, recordings: number, secret: string): Promise<Work> {
  const ctx = await aProgram(ports(), {
    name: 'Load',
    factors: [
      { key: 'task', name: 'Task', levels: levels('task', 10) },
      { key: 'object', name: 'Object', levels: levels('object', 10) },
      { key: 'environment', name: 'Environment', levels: levels('place', 10) },
    ],
    caps: ['task', 'object', 'environment', 'configuration'].map((subject) => ({
      subject,
      percent: null,
      reason: 'a load run is not planned',
    })),
  });
  const blocks = Math.min(5000, recordings);
  await publishedAtRandom(ctx, blocks, Math.max(1, Math.floor(blocks / (operators * 2))));
  // Of different lengths, as a day's are, so that not everybody claims in the same second.
  await ctx.db.execute(
    `update assignments set wanted = wanted * ${Math.ceil(recordings / blocks)} * (1 + id % 7) / 4.0 where program_id = ${ctx.scope.programId}`,
  );
  const { programId } = ctx.scope;
  const names = Array.from({ length: operators }, (_, i) => `Operator ${i + 1}`);
  const persons = await ctx.db
    .insert(people)
    .values(names.map((name) => ({ name, passwordHash: '' })))
    .returning({ id: people.id });
  await ctx.db
    .insert(memberships)
    .values(persons.map(({ id }) => ({ personId: id, programId, role: 'operator' as const })));
  const places = await ctx.db
    .insert(stations)
    .values(names.map((_, i) => ({ programId, name: `Station ${i + 1}` })))
    .returning({ id: stations.id });
  const cookies = await Promise.all(
    persons.map(
      async ({ id }) => `next-auth.session-token=${await encode({ token: { sub: String(id), epoch: 1 }, secret })}`,
    ),
  );
  return {
    slug: ctx.scope.slug,
    operators: cookies.map((cookie, i) => ({ cookie, stationId: places[i].id })),
  };
}
