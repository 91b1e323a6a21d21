import type { Feature } from '../recording/source';
import type { PolicyGraph } from './graph';
import { guessMapping, type MappingGuess } from './map-names';
import { type CardAction, PolicyCard, type PolicyCardDraft } from './schema';

export interface CardProposal {
  guess: MappingGuess;
  /** A card to confirm; null while a person must map something first. */
  card: PolicyCard | null;
  /** What a person must map, one sentence each. */
  questions: string[];
}

/** What an action dimension is, as far as its name tells. */
export const guessedAction = (name: string): CardAction => ({
  name,
  unit: '',
  kind: /gripper/i.test(name) ? 'gripper' : 'position',
});

/** Names of the action dimensions: those of the recorded action where their number agrees, else numbered. */
function actionsOf(dims: number, features: readonly Feature[]): CardAction[] {
  const recorded = features.find((f) => /^actions?$/.test(f.name) && f.names?.length === dims);
  return Array.from({ length: dims }, (_, d) => {
    const name = recorded?.names?.[d] ?? `action ${d}`;
    return guessedAction(name);
  });
}

/**
 * A card for a graph on a recording, as far as names and shapes tell; `known` is what is already declared and wins.
 * Statistics are never guessed: without any, actions count as un-normalised.
 */
export function draftCard(
  graph: PolicyGraph,
  features: readonly Feature[],
  known: Partial<PolicyCardDraft> = {},
): CardProposal {
  const guess = guessMapping(graph, features, known.observationHistory ?? 1);
  const declared = new Map(known.inputs?.map((input) => [input.name, input]));
  const questions = guess.inputs
    .filter(({ input, source }) => !source && !declared.has(input.name))
    .map(({ input, reason }) => `Input "${input.name}": ${reason}`);
  const output = known.output?.name ?? guess.output.name;
  if (!output) questions.push(`Output: ${guess.output.reason}`);
  const chunkLength = known.chunkLength ?? guess.output.chunkLength;
  const dims = known.actions?.length ?? guess.output.dims;
  if (output && !chunkLength)
    questions.push(`The length of a chunk of "${output}" cannot be read off the file: give it.`);
  if (output && !dims) questions.push(`The action dimensions of "${output}" cannot be read off the file: name them.`);
  if (questions.length > 0 || !output || !chunkLength || !dims) return { guess, card: null, questions };
  const parsed = PolicyCard.safeParse({
    ...known,
    executedSteps: known.executedSteps ?? chunkLength - (known.output?.firstStep ?? 0),
    actions: known.actions ?? actionsOf(dims, features),
    chunkLength,
    inputs: guess.inputs.map(({ input, source }) => declared.get(input.name) ?? { ...input, source }),
    output: known.output ?? { name: output },
  });
  return parsed.success
    ? { guess, card: parsed.data, questions }
    : { guess, card: null, questions: parsed.error.issues.map((issue) => issue.message) };
}
