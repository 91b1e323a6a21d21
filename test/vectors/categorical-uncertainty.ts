import { mean } from '@/server/core/numeric/variance';
import { categoricalUncertainty, shareOfMost, softmax } from '@/server/core/uncertainty/decomposition';
import type { VectorSet } from './vector-set';

interface Input {
  proba_members_items_classes?: number[][][];
  logits_tokens_vocab?: number[][];
}

/** What says how members differ, and so is unknown for one of them. */
const BETWEEN_MEMBERS = [
  'bald_mutual_information',
  'vote_entropy',
  'kl_max',
  'average_kl_clipped_1e7',
  'variation_ratio',
];

/** As one library has it: no probability below 1e-7, and back to a sum of 1. */
function clipped(p: readonly number[]): number[] {
  const raised = p.map((value) => Math.max(value, 1e-7));
  const sum = raised.reduce((all, value) => all + value, 0);
  return raised.map((value) => value / sum);
}

function ofTokens(tokens: number[][]) {
  const entropies = tokens.map((logits) => categoricalUncertainty([softmax(logits)]).total);
  return {
    entropy_per_token: entropies,
    mean: mean(entropies),
    max: entropies.length > 0 ? Math.max(...entropies) : null,
    normalised_mean: mean(entropies.map((nats, t) => shareOfMost(nats, tokens[t].length))),
  };
}

function ofMembers(members: number[][][]) {
  const items = (members[0] ?? []).map((_, i) => members.map((member) => member[i]));
  const found = items.map(categoricalUncertainty);
  return {
    mean_proba: found.map((item) => [...item.mean]),
    predictive_entropy: found.map((item) => item.total),
    consensus_entropy: found.map((item) => item.total),
    bald_mutual_information: found.map((item) => item.epistemic),
    expected_entropy: found.map((item) => item.aleatoric),
    least_confidence: found.map((item) => item.leastConfidence),
    margin: found.map((item) => item.margin),
    vote_entropy: found.map((item) => item.voteEntropy),
    kl_max: found.map((item) => item.klMax),
    average_kl_clipped_1e7: items.map((item) => categoricalUncertainty(item.map(clipped)).epistemic),
    variation_ratio: found.map((item) => item.variationRatio),
  };
}

/** Entropies, mutual information, votes and margins of an ensemble of classifiers; entropies of tokens. */
export const categorical: VectorSet<Input> = {
  compute({ input }) {
    if (input.logits_tokens_vocab) return ofTokens(input.logits_tokens_vocab);
    if (input.proba_members_items_classes) return ofMembers(input.proba_members_items_classes);
    throw new Error('There is no code for this input.');
  },
  wanted({ input, expected }) {
    if (input.proba_members_items_classes?.length !== 1) return expected;
    const unknown = input.proba_members_items_classes[0].map(() => null);
    const fields = Object.keys(expected).filter((field) => BETWEEN_MEMBERS.includes(field));
    return { ...expected, ...Object.fromEntries(fields.map((field) => [field, unknown])) };
  },
  clause: (field) => (field.startsWith('average_kl') ? 'average_kl' : ''),
};
