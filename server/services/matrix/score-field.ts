import { decodeField, type ScoreField } from '@/server/core/uncertainty/field-codec';
import type { ProgramContext } from '../context';

const kept = new Map<string, ScoreField>();
const MOST_KEPT = 2;

/** The decoded field under an artifact key; null without one. The last few stay in memory: a key always means the same bytes. */
export async function scoreField(ctx: ProgramContext, key: string | null): Promise<ScoreField | null> {
  if (key === null) return null;
  const known = kept.get(key);
  if (known) return known;
  const field = decodeField(await ctx.artifacts.get(key));
  kept.set(key, field);
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return field;
}
