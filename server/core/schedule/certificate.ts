/** Levels of one factor that can only be reached through too few places of another. */
export interface HallViolator {
  factor: string;
  levels: string[];
  throughFactor: string;
  /** Levels of the other factor that those levels fill. */
  throughLevels: string[];
  /** What those levels have to take, because the others hold no more. */
  needed: number;
  /** What they can take: all of `throughLevels`, and the room of their configurations elsewhere. */
  capacity: number;
}

/** A factor whose levels together hold too little, whatever the other limits are. */
export interface Shortage {
  factor: string;
  /** Levels with room. */
  usableLevels: number;
  /** Whole demonstrations one level may get; null where only scarce levels limit it. */
  floor: number | null;
  capacity: number;
  /** Smallest integer percent at which this factor holds the batch; null when no cap helps. */
  smallestPercent: number | null;
}

/** Why a batch cannot be filled under its caps and limits, and what would make it fit. Counts are demonstrations. */
export interface Certificate {
  feasible: false;
  kind: 'room' | 'factor' | 'joint' | 'money' | 'hours';
  /** The factors that are short together; empty when the matrix as a whole or a budget is. */
  factors: string[];
  /** For `factor`: every factor that is short on its own. */
  shortages: Shortage[];
  /** For `room`: the most of a single configuration, where a cap on each sets it; else null. */
  each: number | null;
  /** The most that fits. */
  capacity: number;
  batch: number;
  /** Smallest integer percent that, as the cap of all short factors, or of each configuration, holds this batch; null when no cap helps. */
  smallestPercent: number | null;
  /** Smallest count that, as the one cap of every level of every capped factor, holds this batch; null without a solver, or when none does. */
  smallestUniform: number | null;
  /** Nearest batches that fit, in whole blocks, at most `MAX_BATCH`; null where none was found. */
  nearest: { below: number | null; above: number | null };
  violator: HallViolator | null;
}

export type Feasibility = { feasible: true } | Certificate;

/** A list in words: "a", "a and b", "a, b and c". */
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A certificate in words a lead can act on; `name` says what people call a factor. */
export function infeasibleSentence(found: Certificate, name: (key: string) => string = (key) => key): string {
  const { batch, capacity, each, factors, shortages, smallestPercent, nearest, violator } = found;
  const sizes = [nearest.below, nearest.above].filter((size) => size !== null).join(' or ');
  const instead = sizes ? ` Batches of ${sizes} fit.` : '';
  const raise = smallestPercent === null ? '' : ` A cap of ${smallestPercent} % would hold.`;
  switch (found.kind) {
    case 'room':
      return each === null
        ? `The configurations that may be scheduled have room for ${capacity} of ${batch} demonstrations.${instead}`
        : `With at most ${each} of each configuration, those that may be scheduled have room for ${capacity} of ${batch} demonstrations.${instead}${raise}`;
    case 'money':
      return `The money pays for ${capacity} of ${batch} demonstrations.${instead}`;
    case 'hours':
      return `The hours are enough for ${capacity} of ${batch} demonstrations.${instead}`;
    case 'factor': {
      const why = shortages.map(({ factor, usableLevels, floor, capacity: own }) => {
        const each = floor === null ? 'of which there is little' : `with at most ${floor} demonstrations each`;
        return `${name(factor)} has ${usableLevels} usable levels ${each}: room for ${own} of ${batch}.`;
      });
      return `${why.join(' ')}${instead}${raise}`;
    }
    case 'joint': {
      const why = violator ? ` ${violatorSentence(violator, name)}` : '';
      return `${listed(factors.map(name))} together leave room for ${capacity} of ${batch} demonstrations.${why}${instead}${raise}`;
    }
  }
}

/** Which levels are short together and through what they have to go. */
function violatorSentence(
  { factor, levels, throughLevels, needed, capacity }: HallViolator,
  name: (key: string) => string,
): string {
  const through =
    throughLevels.length > 0 ? `${listed(throughLevels)} and what else they combine with` : 'their configurations';
  return `${listed(levels)} (${name(factor)}) would have to take ${needed}, as the others hold no more; ${through} let them take ${capacity}.`;
}
