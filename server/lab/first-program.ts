import os from 'node:os';
import type { ExperimentDraft } from '../core/experiment/schema';
import { DEFAULT_STRATEGY } from '../core/schedule/schema';
import { writeLeRobotV3 } from '../formats/lerobot/write-v3';
import { log } from '../log';
import { openBench } from './bench';
import { openClient } from './client';
import { FIRST_PROGRAM, type FirstProgramNews, type FirstProgramOrder } from './first-program-order';
import { type Journal, openJournal } from './journal';
import type { LabPlan } from './lab';
import { RECIPE } from './recipe';
import { runProgram } from './run-program';
import { openTrainer } from './trainer';
import { designOf } from './world/designs/catalogue';
import { observationSize } from './world/observation';

const PLAN: LabPlan = {
  bootstrap: 60,
  perRound: 20,
  rounds: 2,
  openShare: 0.4,
  strategy: DEFAULT_STRATEGY,
  probePercent: 15,
  panel: { configurations: 160, starts: 2 },
  recipe: RECIPE,
};
const DESIGN = 'skew';
const SEED = 1;
const EXPERIMENT: ExperimentDraft = {
  design: DESIGN,
  strategies: ['random', DEFAULT_STRATEGY],
  seeds: [0, 1, 2, 3, 4, 5],
  trials: 1,
};

/** Fills the first program, or works off one more round of it, or goes on with either where it was cut off. */
async function work({ url, token, journal: file, people, nextRound = false }: FirstProgramOrder): Promise<void> {
  const design = designOf(DESIGN);
  const began = performance.now();
  const journal = await openJournal(file);
  const trainer = await openTrainer(observationSize(design), PLAN.recipe);
  const lab = {
    client: openClient({ url, token, program: FIRST_PROGRAM }),
    journal: told(journal),
    bench: openBench(design, SEED),
    trainer,
    plan: PLAN,
    write: writeLeRobotV3,
    say: (step: string) =>
      log().info({ program: FIRST_PROGRAM, seconds: Math.round((performance.now() - began) / 1000) }, step),
  };
  if (nextRound) {
    let further = 1;
    while (journal.has(`further/${further}`)) further++;
    await runProgram(lab, people, further);
    await journal.step(`further/${further}`, async () => true);
  } else {
    await runProgram(lab, people);
    // Whether following the plan pays is shown beside the program, over as many collections as a claim needs.
    await journal.step('experiment', () => lab.client.startExperiment(EXPERIMENT));
    await journal.step('done', async () => true);
  }
  await trainer.close();
}

/** The journal, telling whoever started this process of every step that is not in it yet. */
function told(journal: Journal): Journal {
  return {
    has: journal.has,
    async step(step, work) {
      if (journal.has(step)) return journal.step(step, work);
      tell({ step, ended: false });
      const result = await journal.step(step, work);
      tell({ step, ended: true });
      return result;
    },
  };
}

const tell = (news: FirstProgramNews) => process.send?.(news);

process.once('message', (order: FirstProgramOrder) => {
  // Pages come first: the lab takes what is left of the processor.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  work(order).then(
    () => process.exit(0),
    (error) => {
      const next = order.nextRound ? 'Asked again it goes on from there.' : 'The next start goes on from there.';
      log().error({ err: error }, `The simulated lab stopped in the middle. ${next}`);
      process.send?.({ error: error instanceof Error ? error.message : String(error) }, () => process.exit(1));
    },
  );
});
process.once('disconnect', () => process.exit(0));
