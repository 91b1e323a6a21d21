import type { RouterOutput } from '@/app/_trpc/client';
import { LOOP_STEPS, type LoopStep } from '@/server/core/program/next-step';

export type LeadHomeData = RouterOutput['home']['lead'];

const count = (n: number) => n.toLocaleString('en');
const many = (n: number, one: string, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`;

type Action = { place: string; label: string };

const ACTIONS: Record<LoopStep, Action> = {
  levels: { place: '/matrix', label: 'Add levels' },
  import: { place: '/imports', label: 'Import rollouts' },
  checkpoint: { place: '/checkpoints', label: 'Register a checkpoint' },
  probe: { place: '/rollouts', label: 'Plan probe rollouts' },
  score: { place: '/scoring', label: 'Score the checkpoint' },
  propose: { place: '/schedule', label: 'Propose a schedule' },
  publish: { place: '/schedule', label: 'Review and publish' },
  collect: { place: '/round', label: 'See who is behind' },
  evaluate: { place: '/rollouts', label: 'Plan its evaluation' },
  close: { place: '/schedule', label: 'Close the round' },
};

/** Where the one primary action of the next step leads: to the form that is missing, or to what it made already. */
export function actionOf({ step, probePlan, evaluation, panels }: LeadHomeData): Action {
  const action = ACTIONS[step];
  if (step === 'probe') {
    if (!probePlan) return { ...action, place: '/rollouts?ask=plan' };
    const place = `/rollouts/${probePlan.id}`;
    if (probePlan.state === 'proposed') return { place, label: 'Review and publish' };
    return allLogged(probePlan) ? ACTIONS.import : { place, label: 'See its rollouts' };
  }
  if (step === 'evaluate') {
    if (evaluation) return { ...action, label: 'See its trials' };
    return panels === 0
      ? { place: '/rollouts/panel', label: 'Propose a panel' }
      : { ...action, place: '/rollouts?ask=evaluation' };
  }
  return action;
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
      if (data.published !== null)
        return `Round ${round}: all ${many(wanted, 'demonstration')} are logged. Train on them and register the checkpoint.`;
      return data.stale
        ? `${data.stale} Train on them and register the checkpoint before the next schedule.`
        : `${many(data.rollouts, 'rollout')} and ${many(data.demonstrations, 'demonstration')} are in. Register the checkpoint that should be scored on them.`;
    case 'probe':
      return probeWords(data);
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
      return evaluateWords(data);
    case 'close':
      return `Round ${round}: all ${many(wanted, 'demonstration')} are logged, and ${data.currentCheckpoint} is trained since and evaluated. Close the round, then ask for the next.`;
  }
}

const allLogged = ({ progress }: NonNullable<LeadHomeData['probePlan']>) => progress.logged >= progress.wanted;

function probeWords({ currentCheckpoint, scored, probePlan }: LeadHomeData): string {
  const policy = currentCheckpoint ?? 'The checkpoint';
  if (probePlan?.state === 'proposed')
    return `Probe rollouts of ${policy} are drawn and nobody can see them yet. Review and publish the plan.`;
  if (probePlan && allLogged(probePlan))
    return `All ${many(probePlan.progress.wanted, 'probe rollout')} of ${policy} are logged. Import their recordings, then score it on them.`;
  if (probePlan)
    return `${count(probePlan.progress.logged)} of ${many(probePlan.progress.wanted, 'probe rollout')} of ${policy} are logged. It is scored on what it does there.`;
  return scored
    ? `${policy} has driven nothing since ${scored.checkpointName} was scored. Plan probe rollouts, so that it is scored on what it does itself.`
    : `${policy} has driven nothing yet. Plan probe rollouts, or import some, so that it can be scored on what it does.`;
}

function evaluateWords({ currentCheckpoint, published, round, evaluation, panels }: LeadHomeData): string {
  const policy = currentCheckpoint ?? 'The checkpoint';
  if (evaluation)
    return `${count(evaluation.trials)} of ${many(evaluation.planned ?? 0, 'trial')} of ${policy} on "${evaluation.panelName}" are there. What it gained shows when all are.`;
  const missing = `${policy} has no complete evaluation, so nobody knows yet what ${published === null ? 'it can do' : `round ${round} gained`}.`;
  return panels === 0
    ? `${missing} Freeze a panel first: checkpoints are compared on the same starts.`
    : `${missing} Plan its trials on the panel.`;
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
    probe: data.probePlan
      ? data.probePlan.state === 'proposed'
        ? 'a draft waits'
        : `${count(data.probePlan.progress.logged)} of ${count(data.probePlan.progress.wanted)}`
      : data.newRollouts
        ? `${many(data.newRollouts, 'rollout')} not scored yet`
        : null,
    score: data.scored
      ? `${data.scored.checkpointName}${data.stale ? ', stale' : ''}`
      : data.scoringRunning
        ? 'running'
        : null,
    propose: proposed ? (data.round === null ? 'proposed' : `round ${data.round}`) : null,
    publish: data.published !== null ? many(data.wanted, 'demonstration') : null,
    collect: data.published !== null && data.logged > 0 ? `${count(data.logged)} of ${count(data.wanted)}` : null,
    evaluate: data.evaluations
      ? `${many(data.evaluations, 'evaluation')} of ${data.currentCheckpoint}`
      : data.evaluation
        ? `${count(data.evaluation.trials)} of ${many(data.evaluation.planned ?? 0, 'trial')}`
        : null,
    close: null,
  };
}

const LABELS: Record<LoopStep, string> = {
  levels: 'Make levels',
  import: 'Import rollouts',
  checkpoint: 'Register a checkpoint',
  probe: 'Drive probe rollouts',
  score: 'Score',
  propose: 'Propose',
  publish: 'Publish',
  collect: 'Collect',
  evaluate: 'Evaluate',
  close: 'Close the round',
};

/** Every step of the loop, in order, as the page lists them. */
export function stepsOf(data: LeadHomeData) {
  const facts = factsOf(data);
  return LOOP_STEPS.map((step) => ({
    step,
    label: LABELS[step],
    place: (step === data.step ? actionOf(data) : ACTIONS[step]).place,
    fact: facts[step],
    next: step === data.step,
  }));
}
