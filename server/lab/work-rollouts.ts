import type { Checkpoint, Panel } from './arm-at-work';
import { attemptId, MS_PER_STEP } from './attempt-id';
import type { Episode } from './episode';
import type { Lab } from './lab';
import { indexNamed } from './program';
import { sendRecording } from './send-recording';

/** A probe rollout that is asked for. */
interface Probe {
  assignmentId: number;
  index: number;
}

/** A trial that is asked for, by its start's place on the panel. */
interface Trial {
  assignmentId: number;
  panelStartId: number;
  position: number;
}

/**
 * Has a plan of probe rollouts proposed and published, lets the checkpoint drive what it asks for, logs each rollout and
 * brings the recordings in.
 */
export async function driveProbes(
  lab: Lab,
  { name, checkpointId, drive }: Checkpoint,
  { label, stationId }: { label: string; stationId: number },
): Promise<void> {
  const { client, journal, bench, plan, say } = lab;
  const seed = `${bench.design.name}/${bench.seed}/${label}`;
  const probePlanId = await journal.step(`${name}/probe-plan`, () =>
    client.proposeProbes({ checkpointId, sharePercent: plan.probePercent, seed }),
  );
  await journal.step(`${name}/probe-publication`, () => client.publishProbes(probePlanId));
  const asked = await journal.step(`${name}/probe-queue`, async (): Promise<Probe[]> => {
    const queue = await client.assignments();
    return queue
      .filter((row) => row.probePlanId === probePlanId)
      .map(({ id, levels }) => ({ assignmentId: id, index: indexNamed(bench.design, levels) }));
  });
  await journal.step(`${name}/probes`, async () => {
    const indices = asked.map(({ index }) => index);
    const rollouts = await drive(label, indices);
    const ids = asked.map(({ assignmentId }) => attemptId(`${name}/probe/${assignmentId}`));
    await client.logAttempts(
      asked.map(({ assignmentId }, i) => ({
        ...resultOf(rollouts[i]),
        id: ids[i],
        assignmentId,
        sequence: i,
        stationId,
      })),
    );
    return sendRecording(lab, `${name}-probes`, rollouts, { kind: 'probe_rollout', checkpointId, stationId }, ids);
  });
  say(`${name}: ${asked.length} probe rollouts are in the store`);
}

/** Has the evaluation of a checkpoint published, and tries every start of the panel as its assignments ask. */
export async function tryOnPanel(lab: Lab, checkpoint: Checkpoint, panel: Panel, stationId: number): Promise<void> {
  const { client, journal, say } = lab;
  const { name } = checkpoint;
  // Where an earlier edition of this script posted the trials, they are there.
  if (journal.has(`${name}/evaluation`)) return;
  const evaluationId = await journal.step(`${name}/evaluation-start`, () =>
    client.startEvaluation(name, panel.name, 'Simulated.'),
  );
  const asked = await journal.step(`${name}/evaluation-queue`, async (): Promise<Trial[]> => {
    const queue = (await client.assignments()).filter((row) => row.evaluationId === evaluationId);
    return queue.flatMap(({ id, starts }) => starts.map((start) => ({ assignmentId: id, ...start })));
  });
  const success = await journal.step(`${name}/evaluation`, async () => {
    const rollouts: Episode[] = [];
    for (let s = 0; s < panel.starts; s++) rollouts.push(...(await checkpoint.drive(`panel/${s}`, panel.indices)));
    await client.logAttempts(
      asked.map(({ assignmentId, panelStartId, position }, sequence) => ({
        ...resultOf(rollouts[position]),
        id: attemptId(`${name}/trial/${panelStartId}`),
        assignmentId,
        card: { panelStartId },
        sequence,
        stationId,
      })),
    );
    return rollouts.filter((rollout) => rollout.success).length / rollouts.length;
  });
  say(`${name}: ${(100 * success).toFixed(1)} % success on the panel`);
}

const resultOf = ({ success, failure, steps }: Episode) => ({
  outcome: success ? ('success' as const) : ('failure' as const),
  failureMode: failure ?? undefined,
  durationMs: steps * MS_PER_STEP,
  device: 'simulation',
});
