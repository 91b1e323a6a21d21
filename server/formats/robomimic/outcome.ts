import type { AttributeValue, EpisodeHeader } from '@/server/core/recording/source';

/**
 * Outcome of a robomimic trajectory, first hit wins: attribute `success`, any reward of exactly 1 (sparse rewards),
 * last `dones` of 1 (inferred). A trajectory without any of them is unknown: success is not a field of the format.
 */
export function robomimicOutcome(
  attributes: Record<string, AttributeValue>,
  rewards: Float32Array | null,
  dones: Float32Array | null,
): EpisodeHeader['outcome'] {
  const { success } = attributes;
  if (success !== undefined && success !== null)
    return { value: truthy(success) ? 'success' : 'failure', source: 'attribute success' };
  if (rewards?.some((reward) => reward === 1)) return { value: 'success', source: 'a reward of 1' };
  if (dones && dones.at(-1) === 1) return { value: 'success', source: 'inferred from the last dones' };
  return { value: 'unknown', source: 'none' };
}

const truthy = (value: Exclude<AttributeValue, null>) =>
  typeof value === 'string' ? /^(true|1|yes|success)$/i.test(value) : Boolean(value);
