import type { Certificate } from './feasibility';

/** A certificate in words a lead can act on. */
export function infeasibleSentence(found: Certificate): string {
  const { batch, capacity, factors, usableLevels, floor, smallestPercent, nearest, violator } = found;
  const sizes = [nearest.below, nearest.above].filter((size) => size !== null).join(' or ');
  const instead = sizes ? ` Batches of ${sizes} fit.` : '';
  if (found.kind === 'room') {
    return `The configurations that may be scheduled have room for ${capacity} of ${batch} demonstrations.${instead}`;
  }
  const raise = smallestPercent === null ? '' : ` A cap of ${smallestPercent} % would hold.`;
  if (found.kind === 'factor') {
    return `${factors[0]} has ${usableLevels} usable levels with at most ${floor} demonstrations each: room for ${capacity} of ${batch}.${instead}${raise}`;
  }
  const through = violator
    ? ` ${violator.levels.join(', ')} can only be recorded with ${violator.throughLevels.join(', ')}.`
    : '';
  return `${factors.join(' and ')} together leave room for ${capacity} of ${batch} demonstrations.${through}${instead}${raise}`;
}
