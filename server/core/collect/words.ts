/** What a recording is for. */
export const EPISODE_KINDS = ['demonstration', 'probe_rollout', 'evaluation_trial'] as const;
export type EpisodeKind = (typeof EPISODE_KINDS)[number];

export const ASSIGNMENT_STATES = ['queued', 'claimed', 'in_progress', 'done', 'skipped', 'blocked'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

export const ATTEMPT_OUTCOMES = ['success', 'failure', 'discard'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** Which clock measured a duration: the device's monotonic one, its wall clock after a restart, or the recorder. */
export const TIMED_BY = ['monotonic', 'wall', 'recorder'] as const;
export type TimedBy = (typeof TIMED_BY)[number];

/** Why a pick is in a schedule. Only `random` picks feed the random arm. */
export const PICK_KINDS = ['scored', 'coverage', 'random', 'pinned'] as const;
export type PickKind = (typeof PICK_KINDS)[number];

export const ARMS = ['active', 'random'] as const;
export type Arm = (typeof ARMS)[number];

/** What became of a proposed pair of an episode and an attempt. */
export const MATCH_STATES = ['proposed', 'confirmed', 'refused'] as const;
