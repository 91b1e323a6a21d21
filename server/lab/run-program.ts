import {
  type ArmAtWork,
  demonstrateAll,
  openArm,
  type Panel,
  storeDemonstrations,
  trainCheckpoint,
} from './arm-at-work';
import type { Lab } from './lab';
import { programInput, randomBatch } from './program';
import { closeBatch, collectPart, publishBatch } from './work-batch';
import { driveProbes, tryOnPanel } from './work-rollouts';
import { configurationAt, levelNames } from './world/design';

/**
 * A whole simulated program as a real team would run it, through the API alone: bootstrap, rounds of score → schedule →
 * collect → retrain → evaluate, an open round partly worked, and a random arm trained and evaluated at the same sizes
 * under the same caps. `further` rounds are worked off beyond the plan's; again one more is left open, partly worked.
 * Every step is journalled: called again after a kill it goes on, called at the end it does nothing.
 */
export async function runProgram(
  lab: Lab,
  people: readonly { name: string; roles: string[] }[],
  further = 0,
): Promise<void> {
  const { client, journal, bench, plan, say } = lab;
  const { design, seed } = bench;
  await journal.step('program', () => client.createProgram(programInput(design, Number(seed), people)));
  const stationId = await journal.step('station', () =>
    client.station({ name: 'Simulated bench', robot: { name: 'planar-1', type: 'simulated planar arm' } }),
  );
  const active = await openArm(lab, 'active', plan.strategy);
  const random = await openArm(lab, 'random', 'random');
  const panel = await freezePanel(lab);

  const bootstrap = { label: 'bootstrap', demonstrations: plan.bootstrap, strategy: 'random' };
  await publishBatch(lab, bootstrap);
  await collectPart(lab, active, { label: bootstrap.label, stationId });
  await closeBatch(lab, bootstrap.label);
  // The arms of a seed begin with the same demonstrations.
  random.episodes.push(...active.episodes);
  random.episodeIds.push(...active.episodeIds);
  // From then on each arm records its own: the same take twice would be one episode in the store.
  random.demonstrated.fill(RANDOM_TAKES);

  for (let round = 0; ; round++) {
    const checkpoint = await trainCheckpoint(lab, active);
    await tryOnPanel(lab, checkpoint, panel, stationId);
    await driveProbes(lab, checkpoint, { label: `probe/${round}`, stationId });
    const scoringRunId = await journal.step(`${checkpoint.name}/scoring`, () => client.score(checkpoint.checkpointId));
    say(`${checkpoint.name}: scored on its rollouts`);
    await tryOnPanel(lab, await trainCheckpoint(lab, random), panel, stationId);

    const label = `round-${round + 1}`;
    await publishBatch(lab, { label, demonstrations: plan.perRound, strategy: plan.strategy, scoringRunId });
    const openFirst = round >= plan.rounds;
    if (openFirst) await collectPart(lab, active, { label, stationId, share: plan.openShare });
    if (round === plan.rounds + further) break;
    await collectPart(lab, active, { label: openFirst ? `${label}-rest` : label, stationId });
    await closeBatch(lab, label);
    await randomRound(lab, random, round, stationId);
  }
  say('the simulated program is filled');
}

async function freezePanel({ client, journal, bench, plan }: Lab): Promise<Panel> {
  const indices = bench.sample('panel', plan.panel.configurations);
  const name = `${indices.length} configurations, ${plan.panel.starts} starts each`;
  const starts = Array.from({ length: plan.panel.starts }, (_, s) =>
    indices.map((index) => ({
      levels: levelNames(bench.design, configurationAt(bench.design, index)),
      start: { seed: `${bench.seed}/panel/${s}/${index}` },
    })),
  ).flat();
  await journal.step('panel', () => client.panel(name, starts));
  return { name, indices, starts: plan.panel.starts };
}

/** Records the random arm's next batch. It is sent before the next scoring, so that no scores are stale because of it. */
async function randomRound(lab: Lab, arm: ArmAtWork, round: number, stationId: number): Promise<void> {
  const seed = `${lab.bench.design.name}/${lab.bench.seed}/random/${round}`;
  const made = demonstrateAll(lab, arm, randomBatch(lab.bench.design, lab.plan.perRound, seed));
  await storeDemonstrations(
    lab,
    arm,
    `random-round-${round + 1}`,
    made.map(({ episode }) => episode),
    stationId,
  );
}

/** Number of the random arm's first own take of a configuration; no active arm gets there. */
const RANDOM_TAKES = 1_000_000;
