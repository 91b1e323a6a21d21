import { nearestEvidence } from '../acquisition/evidence';
import type { Similarity } from '../acquisition/kernel';
import { acquisitionScores } from '../acquisition/score';
import { type StrategyEntry, strategies } from '../acquisition/strategies';
import type { Pick, Proof, SelectionProblem } from '../acquisition/strategy';
import type { PickKind } from '../collect/words';
import { DomainError } from '../errors';
import { assertFinite } from '../numeric/finite';
import { type Random, seededRandom } from '../numeric/random';
import { bindingCosts, gainOf } from './binding-costs';
import { infeasibleSentence } from './certificate';
import { clusterFigures } from './cluster-figures';
import { complete } from './complete';
import { bindingSentence } from './explain';
import { feasibility } from './feasibility';
import type { IntegerSolver } from './integer-program';
import { createOracle, type Oracle } from './oracle';
import { factorNames, type Pool, share } from './pool';
import { repair } from './repair';
import type { Binding, BoundConstraint, ProposalRequest, ProposalSummary, ProposedBlock, StrategyName } from './schema';
import type { StoredSolution } from './stored-solutions';
import { summarise } from './summary';

export interface ProposeInput {
  request: ProposalRequest;
  /** Excluded, unsafe, held and unknown configurations stay in their place with no room. */
  pool: Pool;
  /** Configuration ids, by index in the pool. */
  ids: ArrayLike<number>;
  scores: SelectionProblem['scores'];
  discount?: SelectionProblem['discount'];
  /** Non-zero where the score was measured on rollouts; null when nothing is scored. */
  measured: ArrayLike<number> | null;
  similarity: Similarity;
  /** Indices with confirmed demonstrations. */
  confirmed: readonly number[];
  deployment?: SelectionProblem['deployment'];
  outcomes?: SelectionProblem['outcomes'];
  demonstrated?: SelectionProblem['demonstrated'];
  /** Blocks the lead asked for by hand; they come first and count under every cap. */
  pins?: readonly { index: number; demonstrations: number }[];
  /** Demonstrations the acting policy was trained on; below `bootstrapBelow` its disagreement is not trusted. */
  trainingSetSize: number;
  bootstrapBelow: number;
  /** The lead's stored reason to use scores below the bootstrap size all the same. */
  bootstrapOverride?: string | null;
  /** Settles what sums, flows and exchanges leave open; without it those cases are left to them. */
  solver?: IntegerSolver;
  /** Whether the batch is selected again to say what its constraints cost; default true. The picks are the same without. */
  priced?: boolean;
}

export interface Proposal {
  picks: ProposedBlock[];
  summary: ProposalSummary;
  /** Solutions that stand only because the solver reached its node limit. */
  solutions: StoredSolution[];
}

interface Block extends Pick {
  kind: PickKind;
  strategy: StrategyName;
}

/** Strategies whose blocks stand for groups of configurations. */
const GROUPING: readonly StrategyName[] = ['k-means', 'k-medoids'];

/** Configurations up to which a batch is selected again to see what a constraint costs. */
const SELECTED_AGAIN = 5000;

interface Filled {
  blocks: Block[];
  oracle: Oracle;
  /** What an exact method proved about the strategy's part. */
  proof: Proof | null;
  bound: BoundConstraint[];
}

/**
 * The batch for one round: pins, then the random reserve, then the strategy's blocks, all under one oracle. Pure and
 * deterministic: equal inputs give equal proposals. Throws DomainError infeasible with a certificate in its details
 * when `fill` is exact and the batch does not fit, and invalid for a pin that breaks a limit or a score that is not finite.
 */
export function propose(input: ProposeInput): Proposal {
  const { request, pool, solver } = input;
  for (const values of [input.scores?.mean, input.scores?.sd, input.discount, input.deployment])
    if (values) assertFinite(values, 'What blocks are chosen by');
  const random = seededRandom(request.seed);
  if (request.fill === 'exact') {
    const { blockSize, limits } = request;
    const found = feasibility(pool, request.demonstrations, request.caps, { blockSize, limits, solver });
    if (!found.feasible) {
      const sentence = infeasibleSentence(found, factorNames(pool.factors));
      throw new DomainError('infeasible', sentence, { certificate: found });
    }
    const filled = fill(input, request.demonstrations, random);
    if (filled.oracle.remaining() > 0) throw shortfall(request.demonstrations, filled.oracle.remaining());
    return explained(input, request.demonstrations, filled);
  }
  for (let batch = request.demonstrations; batch > 0; ) {
    const found = feasibility(pool, batch, request.caps, { limits: request.limits, solver });
    if (!found.feasible) {
      batch = found.nearest.below ?? 0;
      continue;
    }
    const filled = fill(input, batch, random);
    if (filled.oracle.remaining() === 0) return explained(input, batch, filled);
    // Without look-ahead the same blocks show how much is within reach; caps are then shares of that smaller batch.
    const reach = batch - fill(input, batch, random, false).oracle.remaining();
    batch = Math.min(batch - 1, reach);
  }
  throw new DomainError('infeasible', 'No configuration can be scheduled under these limits, not even once.');
}

function shortfall(batch: number, missing: number): DomainError {
  return new DomainError(
    'infeasible',
    `Only ${batch - missing} of ${batch} demonstrations can be placed under the caps and limits together. Ask for fewer, raise a limit, or let the batch be filled up to what fits.`,
    { batch, placed: batch - missing },
  );
}

/** The strategy that acts: coverage while disagreement is not trusted or nothing is scored. */
function acting(input: ProposeInput): { name: StrategyName; entry: StrategyEntry } {
  const { request, scores, trainingSetSize, bootstrapBelow, bootstrapOverride } = input;
  const chosen = strategies[request.strategy];
  const untrusted = !scores || (trainingSetSize < bootstrapBelow && !bootstrapOverride);
  if (chosen.kind === 'scored' && untrusted) return { name: 'k-center', entry: strategies['k-center'] };
  return { name: request.strategy, entry: chosen };
}

function fill(input: ProposeInput, batch: number, random: Random, exact = true): Filled {
  const { request, pool, solver } = input;
  const oracle = createOracle({ ...request, pool, batch, exact });
  const { name, entry } = acting(input);
  const pinned = (input.pins ?? []).flatMap((pin) => takePin(pin, oracle, pool));
  const reserve = Math.min(share(batch, request.reservePercent), oracle.remaining());
  const proved: { proof: Proof | null } = { proof: null };
  const problem = {
    ...input,
    ...request,
    discount: input.discount ?? null,
    deployment: input.deployment ?? null,
    outcomes: input.outcomes ?? null,
    demonstrated: input.demonstrated ?? null,
    oracle,
    evidence: input.confirmed,
    prove: (proof: Proof) => {
      proved.proof = proof;
    },
  };
  let randomPicks = strategies.random.select({ ...problem, demonstrations: reserve }, random.fork('reserve'));
  const rest = { ...problem, demonstrations: oracle.remaining() };
  let selected = entry.select(rest, random.fork(name));
  /** The same moment without one constraint: pins and reserve stay, the strategy selects anew. */
  const without = (lifted: Binding): number | null => {
    if (input.priced === false || pool.room.length > SELECTED_AGAIN) return null;
    const freed = createOracle({ ...request, pool, batch, exact, lifted });
    for (const { index, demonstrations } of [...pinned, ...randomPicks]) freed.restore(index, demonstrations);
    const other = entry.select({ ...rest, oracle: freed, prove: undefined }, random.fork(name));
    return freed.remaining() === 0 ? gainOf(other) : null;
  };
  const bound = exact ? bindingCosts(selected, without) : [];
  if (oracle.remaining() > 0) {
    // What is moved below is no longer the batch that was proven.
    proved.proof = null;
    const scores = acquisitionScores(rest);
    const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
    selected = repair(selected, order, oracle.remaining(), oracle);
    if (exact && solver && oracle.remaining() > 0) {
      const filled = complete(selected, scores, oracle, solver);
      // The reserve is moved only when nothing else fills the batch; what it loses is no longer random and not called so.
      const reserved = new Set<Pick>(randomPicks);
      const moved = filled ? null : complete([...randomPicks, ...selected], scores, oracle, solver);
      if (moved) randomPicks = moved.filter((pick) => reserved.has(pick));
      selected = filled ?? moved?.filter((pick) => !reserved.has(pick)) ?? selected;
    }
  }
  const mark = (picks: Pick[], kind: PickKind, strategy: StrategyName) =>
    picks.map((pick) => ({ ...pick, kind, strategy }));
  return {
    blocks: [
      ...mark(pinned, 'pinned', name),
      ...mark(randomPicks, 'random', 'random'),
      ...mark(selected, entry.kind, name),
    ],
    oracle,
    proof: proved.proof,
    bound,
  };
}

function takePin(
  { index, demonstrations }: { index: number; demonstrations: number },
  oracle: Oracle,
  pool: Pool,
): Pick[] {
  const blocks: Pick[] = [];
  for (let left = demonstrations; left > 0; ) {
    const taken = oracle.take(index, left);
    if (taken === 0) {
      const binding = oracle.binding(index);
      throw new DomainError(
        'invalid',
        `What is pinned does not fit into this batch${binding ? `. ${bindingSentence(binding, factorNames(pool.factors))}` : ' beside the rest.'} Ask for a larger batch, or for one without it.`,
        { index, binding },
      );
    }
    blocks.push({ index, demonstrations: taken, gain: null, boundBy: null, insteadOf: null });
    left -= taken;
  }
  return blocks;
}

function explained(input: ProposeInput, batch: number, { blocks, oracle, proof, bound }: Filled): Proposal {
  const { request, scores, measured, ids, similarity, pool } = input;
  const evidence = [...input.confirmed];
  if (measured) for (let i = 0; i < measured.length; i++) if (measured[i]) evidence.push(i);
  const picks = blocks.map((block): ProposedBlock => {
    const nearest = nearestEvidence(block.index, evidence, similarity);
    return {
      index: block.index,
      configurationId: ids[block.index],
      demonstrations: block.demonstrations,
      reason: {
        kind: block.kind,
        strategy: block.strategy,
        score: scores ? scores.mean[block.index] : null,
        spread: scores ? scores.sd[block.index] : null,
        discount: scores ? (input.discount?.[block.index] ?? null) : null,
        failure: block.failure ?? null,
        interpolated: scores !== null && !measured?.[block.index],
        nearestEvidence: nearest && { configurationId: ids[nearest.index], similarity: nearest.similarity },
        gain: block.gain,
        boundBy: block.boundBy,
        insteadOf: block.insteadOf && { configurationId: ids[block.insteadOf.index], gain: block.insteadOf.gain },
      },
    };
  });
  const below = input.trainingSetSize < input.bootstrapBelow;
  const bootstrap = below
    ? { trainingSetSize: input.trainingSetSize, below: input.bootstrapBelow, override: input.bootstrapOverride ?? null }
    : null;
  const optimum = proof && {
    method: proof.method,
    value: proof.value,
    bound: proof.bound,
    gap: proof.gap,
    limited: proof.limited,
    free: proof.free,
  };
  const grouping = blocks.filter(({ strategy }) => GROUPING.includes(strategy)).map(({ index }) => index);
  const clusters = clusterFigures(pool, grouping, similarity, seededRandom(request.seed).fork('clusters'));
  return {
    picks,
    summary: { ...summarise(request, pool, batch, picks, oracle), bound, bootstrap, optimum, clusters },
    solutions: [],
  };
}
