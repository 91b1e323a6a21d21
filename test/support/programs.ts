import { eq } from 'drizzle-orm';
import { people } from '@/db/schema/people';
import { programs } from '@/db/schema/programs';
import type { Role } from '@/server/core/people/access';
import { type CreateProgramDraft, CreateProgramInput } from '@/server/core/program/schema';
import { ProposeInput } from '@/server/core/schedule/schema';
import type { Actor, Ports, ProgramContext } from '@/server/services/context';
import { asServer, enterAsServer, enterProgram } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { proposeSchedule } from '@/server/services/schedule/propose';
import { publishSchedule } from '@/server/services/schedule/publish';

/** A small table-top program: two people who operate, one who leads, 30 configurations. */
export const TABLE_TOP: CreateProgramDraft = {
  name: 'Table top',
  factors: [
    {
      key: 'task',
      name: 'Task',
      levels: ['pour', 'stack', 'wipe'].map((name) => ({ name })),
      changeoverWeight: 1,
    },
    {
      key: 'object',
      name: 'Object',
      levels: [
        { name: 'red mug', setupNote: 'Handle to the left' },
        { name: 'glass' },
        { name: 'bowl' },
        { name: 'box' },
        { name: 'tin' },
      ],
    },
    { key: 'environment', name: 'Environment', levels: [{ name: 'kitchen' }, { name: 'workshop' }] },
  ],
  caps: ['task', 'object', 'environment', 'configuration'].map((subject) => ({
    subject,
    percent: null,
    reason: 'small fixture',
  })),
  people: [
    { name: 'Lead', roles: ['lead'], password: 'lead-password' },
    { name: 'First operator', roles: ['operator'], password: 'operator-password' },
    { name: 'Second operator', roles: ['operator'], password: 'operator-password' },
  ],
};

/** Makes a program through the services; returns the server's own context in it. */
export async function aProgram(ports: Ports, draft: CreateProgramDraft = TABLE_TOP): Promise<ProgramContext> {
  const { slug } = await createProgram(asServer(ports, 'test'), CreateProgramInput.parse(draft));
  const [row] = await ports.db.select({ id: programs.id }).from(programs).where(eq(programs.slug, slug));
  return enterAsServer(ports, row.id, 'test');
}

/** Publishes a random schedule of so many demonstrations; returns the ids of its assignments' schedule. */
export async function publishedAtRandom(
  ctx: ProgramContext,
  demonstrations: number,
  blockSize = 1,
): Promise<{ scheduleId: number; assignments: number }> {
  const { scheduleId } = await proposeSchedule(
    ctx,
    ProposeInput.parse({ demonstrations, blockSize, strategy: 'random', seed: 'fixture' }),
  );
  return { scheduleId, ...(await publishSchedule(ctx, scheduleId)) };
}

/** A person of that name as the actor of a request; throws when there is none. */
export async function actorNamed(ports: Ports, name: string): Promise<Actor> {
  const [person] = await ports.db.select().from(people).where(eq(people.name, name));
  if (!person) throw new Error(`No person is called ${name}.`);
  return {
    name,
    personId: person.id,
    tokenId: null,
    admin: person.isAdmin,
    tokenScopes: null,
    tokenProgramId: null,
  };
}

/** Enters a program through the gate as the person of that name, who needs one of `roles`. */
export async function enterAs(
  ports: Ports,
  slug: string,
  name: string,
  roles: readonly Role[] = ['operator', 'lead'],
): Promise<ProgramContext> {
  return enterProgram(ports, await actorNamed(ports, name), slug, { kind: 'program', roles });
}
