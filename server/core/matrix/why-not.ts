/** What may keep a configuration from being scheduled. */
export interface Standing {
  levelIds: readonly number[];
  exclusionReason: string | null;
  hold: { share: number; dimension: string } | null;
  rollouts: number;
}

export interface Restrictions {
  /** Names of retired levels by id. */
  retired: ReadonlyMap<number, string>;
  safetyRules: readonly { levelIds: readonly number[]; reason: string }[];
  /** Whether a configuration without rollouts may be asked for. */
  unknownAllowed: boolean;
}

/** Why a configuration cannot be scheduled for demonstrations, in words; null when it can. The lasting reasons come first. */
export function whyNot(standing: Standing, restrictions: Restrictions): string | null {
  if (standing.exclusionReason !== null) return `excluded: ${standing.exclusionReason}`;
  const retired = standing.levelIds.flatMap((id) => restrictions.retired.get(id) ?? []);
  if (retired.length) return `${retired.join(' and ')} ${retired.length === 1 ? 'is' : 'are'} retired`;
  const rule = restrictions.safetyRules.find((each) => each.levelIds.every((id) => standing.levelIds.includes(id)));
  if (rule) return `safety rule: ${rule.reason}`;
  if (standing.hold) {
    const { share, dimension } = standing.hold;
    return `held: ${(100 * share).toPrecision(2)} % of a rollout's steps beyond the limit of ${dimension}`;
  }
  if (!restrictions.unknownAllowed && standing.rollouts === 0) return 'no rollouts yet, and unknown is not allowed';
  return null;
}
