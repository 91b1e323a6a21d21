import type { RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import { MEMBERS } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import { memberProblems } from '@/server/core/policy/compare-members';
import { draftCard } from '@/server/core/policy/draft-card';
import type { PolicyCard } from '@/server/core/policy/schema';
import type { Feature } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';
import { type KeptMember, keepMember, withModelFiles } from './member-files';

export interface PreparedMember extends KeptMember {
  card: PolicyCard;
}

const NOTHING = 'Nothing was registered; the uploaded files are kept.';

/** Throws DomainError invalid unless this many models make a checkpoint of this form. */
function checkCount({ form, members }: RegisterCheckpointInput): void {
  const n = members.length;
  if (form === 'ensemble' && (n < MEMBERS.least || n > MEMBERS.most))
    throw new DomainError(
      'invalid',
      `An ensemble has ${MEMBERS.least} to ${MEMBERS.most} members, ${n} came. ${NOTHING}`,
    );
  if (form === 'stochastic' && n !== 1)
    throw new DomainError('invalid', `A stochastic checkpoint is one model, ${n} came. ${NOTHING}`);
  if (form === 'recorded' && n !== 0)
    throw new DomainError('invalid', `Recorded predictions need no model files, ${n} came. ${NOTHING}`);
}

/** Throws DomainError conflict when two members are the same files, which could never disagree. */
function refuseTwins(members: readonly KeptMember[]): void {
  const seen = new Map<string, string>();
  for (const { name, artifactKey, externalData } of members) {
    const content = JSON.stringify([artifactKey, externalData]);
    const twin = seen.get(content);
    if (twin !== undefined)
      throw new DomainError(
        'conflict',
        `${twin} and ${name} are the same file (SHA-256 ${artifactKey.slice(0, 12)}…), so they cannot disagree. ` +
          `Train members with different seeds or data. ${NOTHING}`,
      );
    seen.set(content, name);
  }
}

/**
 * The members of a checkpoint: files kept, graphs read, cards completed from what is declared and what can be guessed,
 * and compared. Throws DomainError conflict for identical members, invalid with the figures for anything that is no
 * ONNX model, is recurrent, has another shape or still needs an answer.
 */
export async function prepareMembers(
  ctx: ProgramContext,
  input: RegisterCheckpointInput,
  features: readonly Feature[],
): Promise<PreparedMember[]> {
  checkCount(input);
  if (input.members.length === 0) return [];
  const kept: KeptMember[] = [];
  for (const member of input.members) kept.push(await keepMember(ctx, member));
  refuseTwins(kept);
  const graphs = await withModelFiles(ctx, kept, (paths) =>
    ctx.ensembles.inspect(kept.map(({ name }, m) => ({ name, path: paths[m] }))),
  );
  const read = kept.map(({ name }, m) => {
    const graph = graphs[m];
    const { card, questions } = draftCard(graph, features, { ...input.card, ...input.members[m].card });
    if (!card)
      throw new DomainError('invalid', `${name} still needs an answer. ${questions.join(' ')} ${NOTHING}`, {
        questions,
      });
    return { name, graph, card };
  });
  const problems = memberProblems(read);
  if (input.form === 'stochastic' && read[0].card.samples < 2)
    problems.push(`${read[0].name} is drawn once per observation: set at least 2 samples, or nothing can be compared.`);
  if (problems.length > 0)
    throw new DomainError('invalid', `${problems.slice(0, 3).join(' ')} ${NOTHING}`, { problems });
  return kept.map((member, m) => ({ ...member, card: read[m].card }));
}
