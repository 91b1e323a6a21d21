import { recordedFeatures } from '@/db/queries/checkpoints';
import type { MemberInput } from '@/server/core/checkpoint/schema';
import { draftCard } from '@/server/core/policy/draft-card';
import type { ProgramContext } from '../context';
import { keepMember, withModelFiles } from './member-files';

/**
 * What a model file says about itself, with a card guessed from it and from what is recorded. Nothing is registered.
 * Throws DomainError invalid for a file that is no ONNX model, is recurrent or misses its weights.
 */
export async function inspectMember(ctx: ProgramContext, input: MemberInput) {
  const [kept, features] = [await keepMember(ctx, input), await recordedFeatures(ctx.db, ctx.scope)];
  const { name } = kept;
  const [graph] = await withModelFiles(ctx, [kept], ([path]) => ctx.ensembles.inspect([{ name, path }]));
  return { name, bytes: kept.bytes, graph, features, ...draftCard(graph, features, input.card) };
}
