import { insertAudit, insertEvent } from '@/db/queries/record';
import { factors, levels } from '@/db/schema/matrix';
import { memberships } from '@/db/schema/people';
import { capChoices, costs, programs } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import { type CreateProgramInput, ProgramSettings } from '@/server/core/program/schema';
import type { Context } from '../context';
import { checkMatrixSize, extendMatrix } from '../matrix/extend';
import { enterAsServer } from '../people/gate';
import { addPeople } from './add-people';
import { freeSlug } from './free-slug';

export interface CreatedProgram {
  slug: string;
  configurations: number;
  /** Passwords made for people who were new; shown once. */
  passwords: { name: string; password: string }[];
}

/** Makes a program with its factors, levels, matrix, caps, costs and people; the maker becomes its lead. */
export async function createProgram(ctx: Context, input: CreateProgramInput): Promise<CreatedProgram> {
  checkMatrixSize(input.factors.map((factor) => factor.levels.length));
  for (const factor of input.factors) refuseTwins(factor.name, factor.levels);
  const invited = await Promise.all(
    input.people.map(async (person) => {
      const password = person.password ?? ctx.secrets.random(9);
      return { ...person, password, passwordHash: await ctx.passwords.hash(password) };
    }),
  );
  const settings = ProgramSettings.parse(input.settings);

  const made = await ctx.db.transaction(async (tx) => {
    const slug = await freeSlug(tx, input.slug, input.name);
    const [program] = await tx
      .insert(programs)
      .values({
        slug,
        name: input.name,
        timeZone: input.timeZone,
        currency: input.currency,
        blockSize: input.blockSize,
        settings,
        simulation: input.simulation,
        createdBy: ctx.actor.personId,
      })
      .returning({ id: programs.id, slug: programs.slug });

    for (const [position, factor] of input.factors.entries()) {
      const [row] = await tx
        .insert(factors)
        .values({
          programId: program.id,
          key: factor.key,
          name: factor.name,
          position,
          changeoverWeight: factor.changeoverWeight,
        })
        .returning({ id: factors.id });
      await tx
        .insert(levels)
        .values(
          factor.levels.map((level, index) => ({ programId: program.id, factorId: row.id, position: index, ...level })),
        );
    }
    for (const cap of input.caps) {
      await tx.insert(capChoices).values({
        programId: program.id,
        ...cap,
        chosenBy: ctx.actor.personId,
        chosenByName: ctx.actor.name,
        chosenAt: ctx.clock.now(),
      });
    }
    await tx.insert(costs).values({
      programId: program.id,
      fromDay: ctx.clock.now().toISOString().slice(0, 10),
      perDemonstrationMinor: input.costPerDemonstrationMinor,
      perRoundMinor: input.costPerRoundMinor,
    });

    const passwords = await addPeople(tx, program.id, invited);
    if (ctx.actor.personId) {
      await tx
        .insert(memberships)
        .values({ personId: ctx.actor.personId, programId: program.id, role: 'lead' })
        .onConflictDoNothing();
    }
    await insertAudit(tx, program.id, { actor: ctx.actor, action: 'program.create', subject: slug });
    return { program, passwords };
  });

  const inside = await enterAsServer(ctx, made.program.id, ctx.actor.name);
  const { configurations } = await extendMatrix(inside);
  await ctx.db.transaction((tx) => insertEvent(tx, inside.scope, 'program', made.program.id));
  return { slug: made.program.slug, configurations, passwords: made.passwords };
}

function refuseTwins(factor: string, list: readonly { name: string }[]) {
  const seen = new Set<string>();
  for (const { name } of list) {
    const key = name.toLowerCase();
    if (seen.has(key)) throw new DomainError('invalid', `${factor} has the level "${name}" twice. Keep one of them.`);
    seen.add(key);
  }
}
