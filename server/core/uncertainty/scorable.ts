import { featuresOf } from '../policy/batching';
import { videoOnly } from '../policy/map-names';
import type { PolicyCard } from '../policy/schema';
import type { Feature } from '../recording/source';

/**
 * Why a recording with these features cannot be scored by members with these cards, in a sentence that names the way
 * out; null when it can. A feature that exists as video only is for the lane of recorded predictions.
 */
export function whyNotScorable(cards: readonly PolicyCard[], features: readonly Feature[]): string | null {
  for (const wanted of featuresOf(cards)) {
    const feature = features.find((candidate) => candidate.name === wanted);
    const input = cards
      .flatMap((card) => card.inputs)
      .find(({ source }) => source.kind === 'feature' && source.feature === wanted);
    if (feature?.dtype === 'video') return videoOnly(input?.name ?? wanted, wanted);
    if (!feature) return `It does not record "${wanted}", which the members read.`;
    if (!feature.readable)
      return `It records "${wanted}", but the values cannot be read here. Restore its files, or post recorded predictions.`;
  }
  return null;
}
