/** The five parts of a round, in the order in which they follow each other. */
export const PHASES = ['score', 'schedule', 'collect', 'retrain', 'evaluate'] as const;
export type Phase = (typeof PHASES)[number];

/** One thing the lab did, or is doing while `finishedAt` is null. `what` is the name of it, e.g. a batch or a checkpoint. */
export interface LabStep {
  phase: Phase;
  what: string;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string | null;
}

/** To which part of a round a step of the lab's journal belongs, by the end of its name. */
const PHASE_OF: Record<string, Phase> = {
  'probe-plan': 'score',
  'probe-publication': 'score',
  'probe-queue': 'score',
  probes: 'score',
  scoring: 'score',
  proposal: 'schedule',
  publication: 'schedule',
  queue: 'collect',
  attempts: 'collect',
  import: 'collect',
  closing: 'collect',
  checkpoint: 'retrain',
  'evaluation-start': 'evaluate',
  'evaluation-queue': 'evaluate',
  evaluation: 'evaluate',
};

/** The phase of a journal's step and what it is about, a batch as a whole; null for one that belongs to no round. */
export function phaseOf(step: string): { phase: Phase; what: string } | null {
  const at = step.lastIndexOf('/');
  const phase = PHASE_OF[step.slice(at + 1)];
  return at > 0 && phase ? { phase, what: step.slice(0, at).replace(/(-rest)?(-demonstrations)?$/, '') } : null;
}

/** The steps after one more began or ended at `at`. Steps of one phase about one thing are one. */
export function withStep(
  steps: readonly LabStep[],
  { phase, what }: { phase: Phase; what: string },
  at: string,
  ended: boolean,
): LabStep[] {
  const known = steps.findIndex((step) => step.phase === phase && step.what === what);
  if (known < 0) return [...steps, { phase, what, startedAt: at, finishedAt: ended ? at : null }];
  return steps.map((step, i) => (i === known ? { ...step, finishedAt: ended ? at : null } : step));
}
