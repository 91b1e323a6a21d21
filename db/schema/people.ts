import { sql } from 'drizzle-orm';
import { boolean, integer, pgEnum, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { ROLES, TOKEN_SCOPES } from '@/server/core/people/access';
import { createdAt, id, instant, ref } from './columns';
import { programs } from './programs';

export const role = pgEnum('role', ROLES);
export const tokenScope = pgEnum('token_scope', TOKEN_SCOPES);

export const people = pgTable(
  'people',
  {
    id: id(),
    name: text().notNull(),
    passwordHash: text().notNull(),
    isAdmin: boolean().notNull().default(false),
    /** Raised to end every session of this person. */
    epoch: integer().notNull().default(1),
    createdAt: createdAt(),
    disabledAt: instant(),
  },
  (t) => [uniqueIndex('people_name_key').on(sql`lower(${t.name})`)],
);

export const memberships = pgTable(
  'memberships',
  {
    personId: ref()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    programId: ref()
      .notNull()
      .references(() => programs.id, { onDelete: 'cascade' }),
    role: role().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.programId, t.personId, t.role] })],
);

/** A machine's key. Only its SHA-256 is kept. Without a program it is one of the installation. */
export const tokens = pgTable('tokens', {
  id: id(),
  programId: ref().references(() => programs.id, { onDelete: 'cascade' }),
  name: text().notNull(),
  hash: text().notNull().unique(),
  scopes: tokenScope().array().notNull(),
  createdBy: ref().references(() => people.id),
  createdAt: createdAt(),
  expiresAt: instant(),
  lastUsedAt: instant(),
  revokedAt: instant(),
});
