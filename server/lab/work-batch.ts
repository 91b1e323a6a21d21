import { type ArmAtWork, demonstrateAll, storeDemonstrations } from './arm-at-work';
import { attemptId, MS_PER_STEP } from './attempt-id';
import type { Lab } from './lab';
import { indexNamed } from './program';

/** A batch to ask for. */
interface Batch {
  label: string;
  demonstrations: number;
  strategy: string;
  scoringRunId?: number;
}

/** What of the open round is recorded in one go, under a label of its own. */
interface Part {
  label: string;
  stationId: number;
  /** Share of what is asked for still; default all. */
  share?: number;
}

/** One recording an assignment asks for. */
interface Take {
  assignmentId: number;
  index: number;
}

/** Proposes and publishes a batch. */
export async function publishBatch(lab: Lab, { label, ...wanted }: Batch): Promise<void> {
  const { client, journal, bench, say } = lab;
  const seed = `${bench.design.name}/${bench.seed}/${label}`;
  const scheduleId = await journal.step(`${label}/proposal`, () => client.propose({ ...wanted, seed }));
  await journal.step(`${label}/publication`, () => client.publish(scheduleId));
  say(`${label}: ${wanted.demonstrations} demonstrations are published`);
}

/** Records what the open round asks for still, or a share of it, as attempts and episodes. */
export async function collectPart(lab: Lab, arm: ArmAtWork, { label, stationId, share = 1 }: Part): Promise<void> {
  const { client, journal } = lab;
  const takes = await journal.step(`${label}/queue`, () => takesOf(lab));
  const taken = takes.slice(0, Math.ceil(share * takes.length));
  if (taken.length === 0) return;
  const indices = taken.map(({ index }) => index);
  const made = demonstrateAll(lab, arm, indices);
  const attemptIds = taken.map(({ assignmentId }, i) => ({
    assignmentId,
    ids: Array.from({ length: made[i].rejected + 1 }, (_, t) => attemptId(`${label}/${assignmentId}/${i}/${t}`)),
  }));
  const log = async () => {
    let sequence = 0;
    for (const [i, { assignmentId, ids }] of attemptIds.entries()) {
      for (const [t, id] of ids.entries()) {
        const kept = t === ids.length - 1;
        const durationMs = kept ? made[i].episode.steps * MS_PER_STEP : undefined;
        const outcome = kept ? 'success' : 'failure';
        await client.logAttempt({ id, assignmentId, outcome, durationMs, sequence, stationId, device: 'simulation' });
        sequence++;
      }
    }
    return sequence;
  };
  await journal.step(`${label}/attempts`, log);
  const keptIds = attemptIds.map(({ ids }) => ids[ids.length - 1]);
  const episodes = made.map(({ episode }) => episode);
  await storeDemonstrations(lab, arm, `${label}-demonstrations`, episodes, stationId, keptIds);
}

/** Closes the round whose batch has this label. */
export async function closeBatch({ client, journal }: Lab, label: string): Promise<void> {
  await journal.step(`${label}/closing`, () => client.closeRound());
}

/** What the open round's queue asks for still, a line for each recording, in its order. */
async function takesOf({ client, bench }: Lab): Promise<Take[]> {
  const queue = await client.assignments();
  const asked = queue.filter(({ kind }) => kind === 'demonstration');
  return asked.flatMap(({ id, wanted, logged, levels }) => {
    const take = { assignmentId: id, index: indexNamed(bench.design, levels) };
    return new Array<Take>(Math.max(0, wanted - logged)).fill(take);
  });
}
