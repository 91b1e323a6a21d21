import type { RouterOutput } from '@/app/_trpc/client';
import { LOOP_STEPS, type LoopStep } from '@/server/core/program/next-step';

export type LeadHomeData = RouterOutput['home']['lead'];

const count = (n: number) => n.toLocaleString('en');
const many = (n: number, one: string, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`;

const ACTIONS: Record<LoopStep, { place: string; label: string }> = {
  levels: { place: '/matrix', label: 'Add levels' },
  import: { place: '/imports', label: 'Import rollouts' },
  checkpoint: { place: '/checkpoints', label: 'Register a checkpoint' },
  score: { place: '/scoring', label: 'Score the checkpoint' },
  propose: { place: '/schedule', label: 'Propose a schedule' },
  publish: { place: '/schedule', label: 'Review and publish' },
  collect: { place: '/round', label: 'See who is behind' },
  evaluate: { place: '/efficiency', label: 'See the evaluation' },
};

/** Where the one primary action of a step leads. */
export function actionOf(step: LoopStep) {
  return ACTIONS[step];
}

/** The state of the loop in a sentence or two. */
export function leadAnswer(data: LeadHomeData): string {
  const { step, round, wanted, logged, blocked } = data;
  switch (step) {
    case 'levels':
      return 'The matrix is empty. Give its factors levels first.';
    case 'import':
      return `The matrix has ${many(data.configurations, 'configuration')} and no recordings. Import rollouts of a policy to find out where it is unsure.`;
    case 'checkpoint':
      return `${many(data.rollouts, 'rollout')} and ${many(data.demonstrations, 'demonstration')} are in. Register the checkpoint that should be scored on them.`;
    case 'score':
      if (data.scoringRunning) return 'Scoring is running. Its result decides what to record next.';
      return data.stale
        ? `${data.stale} Score again before the next schedule.`
        : `${data.currentCheckpoint ?? 'A checkpoint'} is registered. Score it to see where it is unsure.`;
    case 'propose':
      return `The scores of ${data.scored?.checkpointName} are fresh${leastSureWords(data)}. Ask for the next batch.`;
    case 'publish':
      return `A schedule${round === null ? '' : ` for round ${round}`} is proposed and nobody can see it yet. Review and publish it.`;
    case 'collect':
      return `Round ${round}: ${count(logged)} of ${many(wanted, 'demonstration')} collected${blocked ? `; ${many(blocked, 'assignment')} blocked` : ''}.`;
    case 'evaluate':
      return `Round ${round}: all ${many(wanted, 'demonstration')} are logged. Retrain, evaluate the new checkpoint, then close the round.`;
  }
}

function leastSureWords({ leastSure: [first] }: LeadHomeData): string {
  return first ? `: it is least sure about ${first.levels.join(' · ')}` : '';
}

/** What is there of each step of the loop, in a few words; null where nothing is. */
export function factsOf(data: LeadHomeData): Record<LoopStep, string | null> {
  const recordings = data.rollouts + data.demonstrations;
  const proposed = data.proposal !== null || data.published !== null;
  return {
    levels: data.configurations ? many(data.configurations, 'configuration') : null,
    import: recordings ? `${many(data.rollouts, 'rollout')}, ${many(data.demonstrations, 'demonstration')}` : null,
    checkpoint: data.checkpoints
      ? `${many(data.checkpoints, 'checkpoint')}, current: ${data.currentCheckpoint ?? 'none'}`
      : null,
    score: data.scored
      ? `${data.scored.checkpointName}${data.stale ? ', stale' : ''}`
      : data.scoringRunning
        ? 'running'
        : null,
    propose: proposed ? (data.round === null ? 'proposed' : `round ${data.round}`) : null,
    publish: data.published !== null ? many(data.wanted, 'demonstration') : null,
    collect: data.published !== null && data.logged > 0 ? `${count(data.logged)} of ${count(data.wanted)}` : null,
    evaluate: data.evaluations ? `${many(data.evaluations, 'evaluation')} of ${data.currentCheckpoint}` : null,
  };
}

const LABELS: Record<LoopStep, string> = {
  levels: 'Make levels',
  import: 'Import rollouts',
  checkpoint: 'Register a checkpoint',
  score: 'Score',
  propose: 'Propose',
  publish: 'Publish',
  collect: 'Collect',
  evaluate: 'Evaluate',
};

/** Every step of the loop, in order, as the page lists them. */
export function stepsOf(data: LeadHomeData) {
  const facts = factsOf(data);
  return LOOP_STEPS.map((step) => ({
    step,
    label: LABELS[step],
    place: ACTIONS[step].place,
    fact: facts[step],
    next: step === data.step,
  }));
}
