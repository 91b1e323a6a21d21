import type { inferRouterOutputs } from '@trpc/server';
import type { CheckpointForm, MemberInput, RegisterCheckpointDraft } from '@/server/core/checkpoint/schema';
import { MEMBERS } from '@/server/core/checkpoint/schema';
import { guessedAction } from '@/server/core/policy/draft-card';
import { type CardAction, CardActions, type CardInput } from '@/server/core/policy/schema';
import type { AppRouter } from '@/server/routers';

export type Inspected = inferRouterOutputs<AppRouter>['checkpoints']['inspect'];

/** A member with what its file says. */
export interface DraftMember {
  input: MemberInput;
  found: Inspected;
}

/** What an action dimension is, as one choice. */
export type ActionKind = 'position' | 'gripper' | 'rotation' | 'radians' | 'degrees' | 'quaternion';

const KINDS: Record<ActionKind, Omit<CardAction, 'name'>> = {
  position: { kind: 'position', unit: '' },
  gripper: { kind: 'gripper', unit: '' },
  rotation: { kind: 'rotation', unit: '' },
  radians: { kind: 'rotation', unit: 'rad', wraps: 'angle' },
  degrees: { kind: 'rotation', unit: 'deg', wraps: 'angle' },
  quaternion: { kind: 'rotation', unit: '', wraps: 'quaternion' },
};

/** Everything the wizard has been told. */
export interface CheckpointDraft {
  name: string;
  form: CheckpointForm;
  members: DraftMember[];
  /** By name of the input: what a person chose instead of the guess. */
  inputs: Record<string, CardInput>;
  output: string | null;
  observationHistory: number;
  executedSteps: number | null;
  samples: number;
  /** For recorded predictions: one name a line. */
  actions: string;
  /** By place among the action dimensions: what a person chose instead of the guess. */
  kinds: Record<number, ActionKind>;
  chunkLength: number;
  /** One `low, high` a line; empty for none. */
  limits: string;
  runId: number | null;
  training: 'unknown' | 'confirmed' | 'declared';
  declaredSize: number;
  seed: number | null;
  current: boolean;
}

const EMPTY: CheckpointDraft = {
  name: '',
  form: 'ensemble',
  members: [],
  inputs: {},
  output: null,
  observationHistory: 1,
  executedSteps: null,
  samples: 8,
  actions: '',
  kinds: {},
  chunkLength: 1,
  limits: '',
  runId: null,
  training: 'unknown',
  declaredSize: 0,
  seed: null,
  current: true,
};

/** What the wizard starts with: trained on all that is confirmed, where anything is; nothing else is guessed. */
export function draftFor(confirmed: number): CheckpointDraft {
  return confirmed > 0 ? { ...EMPTY, training: 'confirmed' } : EMPTY;
}

/** Why the files are not enough yet, in a sentence; null when they are. */
export function filesBlocked({ form, members }: CheckpointDraft): string | null {
  if (form === 'recorded') return null;
  if (form === 'stochastic') return members.length === 1 ? null : `Add one model; ${members.length} are here.`;
  return members.length >= MEMBERS.least && members.length <= MEMBERS.most
    ? null
    : `Add ${MEMBERS.least} to ${MEMBERS.most} members; ${members.length} are here.`;
}

/** The inputs of the first member that nobody has mapped yet. */
export function openInputs({ members, inputs }: CheckpointDraft): string[] {
  const guesses = members[0]?.found.guess.inputs ?? [];
  return guesses.filter(({ input, source }) => !source && !inputs[input.name]).map(({ input }) => input.name);
}

/** Lines of `low, high` as pairs; null for an empty text, undefined where a line cannot be read. */
export function limitsOf(text: string): [number, number][] | null | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  const pairs = lines.map((line) => line.split(/[,;\t]/).map((part) => Number(part.trim())));
  return pairs.every((pair) => pair.length === 2 && pair.every(Number.isFinite))
    ? pairs.map(([low, high]): [number, number] => [low, high])
    : undefined;
}

/** The action dimensions with what each is: named by the person or the file, of the kind chosen or guessed. */
export function actionsOf({ form, actions, members, kinds }: CheckpointDraft): CardAction[] {
  const found = members[0]?.found;
  const numbered = Array.from({ length: found?.guess.output.dims ?? 0 }, (_, d) => `action ${d}`);
  const guessed: CardAction[] =
    form === 'recorded'
      ? actions.split('\n').flatMap((line) => (line.trim() ? [guessedAction(line.trim())] : []))
      : (found?.card?.actions ?? numbered.map(guessedAction));
  return guessed.map((action, d) => (kinds[d] ? { name: action.name, ...KINDS[kinds[d]] } : action));
}

/** The choice that an action dimension is. */
export function kindOf({ kind, wraps, unit }: CardAction): ActionKind {
  if (wraps === 'angle') return unit === 'deg' ? 'degrees' : 'radians';
  return wraps ?? kind;
}

/** Why the action dimensions cannot be what was chosen, in a sentence; null when they can. */
export function actionsBlocked(draft: CheckpointDraft): string | null {
  const actions = actionsOf(draft);
  if (actions.length === 0) return draft.form === 'recorded' ? 'Name the action dimensions.' : null;
  return CardActions.safeParse(actions).error?.issues[0].message ?? null;
}

/** What the wizard sends. */
export function registrationOf(draft: CheckpointDraft): RegisterCheckpointDraft {
  const recorded = draft.form === 'recorded';
  const guesses = draft.members[0]?.found.guess.inputs ?? [];
  const chosen = guesses.flatMap(({ input }) => draft.inputs[input.name] ?? []);
  const told = recorded || Object.keys(draft.kinds).length > 0;
  return {
    name: draft.name,
    form: draft.form,
    runId: draft.runId,
    members: draft.members.map((member) => member.input),
    card: {
      inputs: chosen.length > 0 ? chosen : undefined,
      output: draft.output ? { name: draft.output, normalisation: { kind: 'none' }, firstStep: 0 } : undefined,
      observationHistory: recorded ? undefined : draft.observationHistory,
      executedSteps: draft.executedSteps ?? undefined,
      chunkLength: recorded ? draft.chunkLength : undefined,
      samples: draft.form === 'stochastic' ? draft.samples : undefined,
      actions: told ? actionsOf(draft) : undefined,
    },
    actionLimits: limitsOf(draft.limits) ?? null,
    trainingSet: trainingOf(draft),
    current: draft.current,
  };
}

function trainingOf({ training, declaredSize, seed }: CheckpointDraft): RegisterCheckpointDraft['trainingSet'] {
  if (training === 'unknown') return null;
  return training === 'confirmed' ? { kind: 'confirmed', seed } : { kind: 'declared', size: declaredSize, seed };
}
