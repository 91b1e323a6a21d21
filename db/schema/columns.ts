import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** A generated 64-bit primary key, read as a number (exact below 2^53). */
export const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A 64-bit reference, read as a number. */
export const ref = () => bigint({ mode: 'number' });

export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const createdAt = () => instant().notNull().defaultNow();
