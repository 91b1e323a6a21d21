import { like } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { programs } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import { slugOf } from '@/server/core/program/slug';

/** The id asked for, or one made from the name with the first free number behind it. Throws DomainError conflict when the one asked for is taken. */
export async function freeSlug(tx: Db, wanted: string | undefined, name: string): Promise<string> {
  const base = wanted ?? slugOf(name);
  const alike = await tx
    .select({ slug: programs.slug })
    .from(programs)
    .where(like(programs.slug, `${base}%`));
  const taken = new Set(alike.map((row) => row.slug));
  if (!taken.has(base)) return base;
  if (wanted) {
    throw new DomainError('conflict', `There is already a program with the id "${wanted}". Choose another id.`);
  }
  let n = 2;
  while (taken.has(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}
