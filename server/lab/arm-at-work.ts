import type { Episode } from './episode';
import type { Lab } from './lab';
import { type Policy, policyOf } from './policy';
import { trainingSeed } from './recipe';
import { rollOut } from './rollout';
import { sendRecording } from './send-recording';
import { type Ensemble, exportMember, trainingRows } from './trainer';
import { sizeOf } from './world/design';

/** One arm of a program: what it has recorded so far, with the product's ids of it. */
export interface ArmAtWork {
  arm: 'active' | 'random';
  runId: number;
  episodes: Episode[];
  episodeIds: number[];
  /** Demonstrations so far by configuration index. */
  demonstrated: Int32Array;
}

/** Opens an arm as a run of the product. */
export async function openArm({ client, journal, bench }: Lab, arm: ArmAtWork['arm'], strategy: string) {
  const name = `${arm}, seed ${bench.seed}`;
  const runId = await journal.step(`${arm}/run`, () => client.run({ name, arm, strategy, seed: Number(bench.seed) }));
  const size = sizeOf(bench.design);
  return { arm, runId, episodes: [], episodeIds: [], demonstrated: new Int32Array(size) } satisfies ArmAtWork;
}

/** Demonstrates the configurations in turn; `rejected` failed tries came before each. The arm does not know them until they are in the store. */
export function demonstrateAll({ bench }: Lab, arm: ArmAtWork, indices: readonly number[]) {
  return indices.map((index) => bench.demonstrate(index, arm.demonstrated[index]++));
}

/** Sends an arm's new demonstrations, with the attempts they were logged under, to the product and counts them in. */
export async function storeDemonstrations(
  lab: Lab,
  arm: ArmAtWork,
  name: string,
  episodes: readonly Episode[],
  stationId: number,
  attemptIds?: readonly string[],
): Promise<void> {
  const send = () => sendRecording(lab, name, episodes, { kind: 'demonstration', stationId }, attemptIds);
  const ids = await lab.journal.step(`${name}/import`, send);
  arm.episodes.push(...episodes);
  arm.episodeIds.push(...ids);
  lab.say(`${name}: ${ids.length} demonstrations are in the store`);
}

/** A trained checkpoint in the product. `drive` rolls its policy out, which is trained again only if it was not trained by this process. */
export interface Checkpoint {
  name: string;
  checkpointId: number;
  drive(label: string, indices: readonly number[]): Promise<Episode[]>;
}

/** Trains the arm's policy on all it has recorded and registers it, with its training set, as the next checkpoint of its run. */
export async function trainCheckpoint(lab: Lab, arm: ArmAtWork): Promise<Checkpoint> {
  const { client, journal, bench, trainer, plan } = lab;
  const name = `${arm.arm}-${arm.episodes.length}`;
  const episodes = [...arm.episodes];
  const episodeIds = [...arm.episodeIds];
  const ensemble = once(() =>
    trainer.train(trainingRows(episodes, plan.recipe.horizon), trainingSeed(bench.seed, episodes.length)),
  );
  const checkpointId = await journal.step(`${name}/checkpoint`, async () => {
    const members = await uploadMembers(lab, name, await ensemble());
    return client.checkpoint({
      name,
      runId: arm.runId,
      members,
      trainingSet: { kind: 'episodes', name, episodeIds, seed: Number(bench.seed) },
      current: arm.arm === 'active',
    });
  });
  lab.say(`${name}: trained and registered`);
  const policy = once(async (): Promise<Policy> => policyOf(await ensemble()));
  return {
    name,
    checkpointId,
    drive: async (label, indices) =>
      rollOut(bench.design, await policy(), bench.trials(label, indices), bench.makePhysics),
  };
}

async function uploadMembers({ client }: Lab, checkpoint: string, ensemble: Ensemble) {
  const members = [];
  for (let m = 0; m < ensemble.members; m++) {
    const uploadId = await client.upload(`${checkpoint}-member-${m}.onnx`, exportMember(ensemble, m));
    members.push({ name: `member ${m}`, file: { uploadId } });
  }
  return members;
}

/** A frozen panel: trial `s · indices.length + i` starts configuration `indices[i]` from start `s`. */
export interface Panel {
  name: string;
  indices: readonly number[];
  starts: number;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
