import type { Feature } from '../recording/source';
import { chunkShape } from './compare-members';
import type { PolicyGraph } from './graph';
import { rowLayout } from './row-layout';
import type { CardInput, InputSource, TensorSpec } from './schema';

/** How sure a guess is: by its name, by being the only one that fits, or not at all: then a person must map it. */
export type Certainty = 'name' | 'shape' | 'none';

export interface InputGuess {
  input: TensorSpec;
  /** Null where a person must choose. */
  source: InputSource | null;
  certainty: Certainty;
  /** Why, in a sentence. */
  reason: string;
}

export interface OutputGuess {
  /** Name of the output with the actions; null where a person must choose. */
  name: string | null;
  certainty: Certainty;
  reason: string;
  chunkLength: number | null;
  dims: number | null;
}

export interface MappingGuess {
  inputs: InputGuess[];
  output: OutputGuess;
}

const OUTPUT_NAMES = ['action_chunk', 'action', 'actions'];
const NOISE = /^(?:noise|initial_noise|x_?t)$/;
const DROPOUT = /^(?:mc_?)?dropout(?:_?(?:seed|masks?))?$|^mc_?seed$/;
const STEP = /^(?:time_?step|step|frame_index|episode_step|t)$/;
/** Recorded beside the observations, or the answer itself: never the observation of an input with another name. */
const NOT_OBSERVED =
  /^(?:actions?|timestamp|frame_index|episode_index|index|task_index|states|rewards|dones|action_modes)$|^next[./]|^complementary_info|^intervention$/;

/** One spelling for the names exporters and recorders give the same thing. */
function spelling(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[./]+/g, '_')
    .replace(/^(?:observations?|obs)_(?=.)/, '')
    .replace(/^images?(?=_|$)/, 'image');
}

const shown = (shape: readonly (number | string)[]) => `[${shape.join(', ')}]`;

const isPicture = (feature: Feature) => feature.shape.length === 3;

function sourceOf(feature: Feature): InputSource {
  const eightBit = isPicture(feature) && /^(?:uint8|image|video)$/.test(feature.dtype);
  return { kind: 'feature', feature: feature.name, scale: eightBit ? 1 / 255 : 1 };
}

/** Whether frames of the feature can fill the input as it is declared. */
function fills(input: TensorSpec, feature: Feature, history: number): boolean {
  const trial: CardInput = { ...input, source: sourceOf(feature), normalisation: { kind: 'none' } };
  try {
    rowLayout(trial, feature.shape, history);
    return feature.dtype !== 'string';
  } catch {
    return false;
  }
}

/** The sentence for a feature that exists as video only. */
export function videoOnly(input: string, feature: string): string {
  return (
    `Input "${input}" would read "${feature}", which is recorded as video; Rota does not decode video. ` +
    'Run the policy with your own script and post its recorded predictions instead.'
  );
}

function namesakes(input: TensorSpec, features: readonly Feature[]): Feature[] {
  const wanted = spelling(input.name);
  const exact = features.filter((feature) => feature.name === input.name);
  if (exact.length > 0) return exact;
  const alike = features.filter((feature) => spelling(feature.name) === wanted);
  if (alike.length > 0) return alike;
  if (wanted === 'states') return features.filter((feature) => spelling(feature.name) === 'state');
  if (wanted === 'image') return features.filter((feature) => isPicture(feature) || feature.dtype === 'video');
  return [];
}

function guessInput(input: TensorSpec, features: readonly Feature[], history: number): InputGuess {
  const guess = (source: InputSource | null, certainty: Certainty, reason: string) => ({
    input,
    source,
    certainty,
    reason,
  });
  const plain = input.name.toLowerCase();
  if (DROPOUT.test(plain))
    return guess({ kind: 'dropout', keep: 0.9 }, 'name', 'Named like the seed or mask of dropout.');
  if (NOISE.test(plain)) return guess({ kind: 'noise' }, 'name', 'Named like the noise of a diffusion or flow policy.');
  const named = namesakes(input, features);
  if (named.length === 1) {
    const [feature] = named;
    if (feature.dtype === 'video') return guess(null, 'none', videoOnly(input.name, feature.name));
    if (!feature.readable)
      return guess(null, 'none', `"${feature.name}" goes by this name, but its values cannot be read here.`);
    if (fills(input, feature, history)) return guess(sourceOf(feature), 'name', `The recording has "${feature.name}".`);
    return guess(
      null,
      'none',
      `"${feature.name}" goes by this name but has ${shown(feature.shape)} per frame where the graph wants ${shown(input.shape)}.`,
    );
  }
  if (STEP.test(plain)) return guess({ kind: 'step' }, 'name', 'Named like the index of the step in its episode.');
  if (named.length > 1)
    return guess(null, 'none', `${named.map((f) => `"${f.name}"`).join(' and ')} go by this name: choose one.`);
  const fitting = features.filter((f) => f.readable && !NOT_OBSERVED.test(f.name) && fills(input, f, history));
  if (fitting.length === 1)
    return guess(
      sourceOf(fitting[0]),
      'shape',
      `"${fitting[0].name}" is the only observation with ${shown(fitting[0].shape)} per frame.`,
    );
  return guess(
    null,
    'none',
    fitting.length === 0
      ? `Nothing recorded fits ${shown(input.shape)}: take a slice, a constant, or another recording.`
      : `${fitting.map((f) => `"${f.name}"`).join(', ')} fit: choose one.`,
  );
}

function guessOutput(outputs: readonly TensorSpec[]): OutputGuess {
  const actionLike = outputs.filter((output) => chunkShape(output.shape));
  const named = OUTPUT_NAMES.flatMap((name) => actionLike.filter((output) => output.name.toLowerCase() === name));
  const chosen = named[0] ?? (actionLike.length === 1 ? actionLike[0] : null);
  if (!chosen)
    return {
      name: null,
      certainty: 'none',
      reason:
        actionLike.length === 0
          ? 'No output has the shape [batch, dims] or [batch, chunk, dims].'
          : `Choose the actions among ${actionLike.map((output) => `"${output.name}" ${shown(output.shape)}`).join(', ')}.`,
      chunkLength: null,
      dims: null,
    };
  const { chunk, dims } = chunkShape(chosen.shape) ?? { chunk: null, dims: null };
  return {
    name: chosen.name,
    certainty: named.length > 0 ? 'name' : 'shape',
    reason: named.length > 0 ? `"${chosen.name}" is what actions are called.` : `"${chosen.name}" is the only output.`,
    chunkLength: typeof chunk === 'number' ? chunk : null,
    dims: typeof dims === 'number' ? dims : null,
  };
}

/**
 * What each input of a graph most likely reads from a recording with these features, and which output holds the
 * actions: by the names exporters use, else by the only shape that fits. Every guess is for a person to confirm.
 */
export function guessMapping(graph: PolicyGraph, features: readonly Feature[], observationHistory = 1): MappingGuess {
  return {
    inputs: graph.inputs.map((input) => guessInput(input, features, observationHistory)),
    output: guessOutput(graph.outputs),
  };
}
