import os from 'node:os';
import { writeLeRobotV3 } from '../formats/lerobot/write-v3';
import { log } from '../log';
import { openBench } from './bench';
import { openClient } from './client';
import type { FirstProgramOrder } from './first-program-order';
import { openJournal } from './journal';
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
  strategy: 'dpp',
  probes: 128,
  panel: { configurations: 160, starts: 2 },
  recipe: RECIPE,
};
const DESIGN = 'skew';
const SEED = 1;

/** Fills the first program, or goes on where an earlier start was cut off. */
async function fillFirstProgram({ url, token, journal: file, people }: FirstProgramOrder): Promise<void> {
  const design = designOf(DESIGN);
  const program = `simulated-${DESIGN}`;
  const began = performance.now();
  const journal = await openJournal(file);
  const trainer = await openTrainer(observationSize(design), PLAN.recipe);
  const lab = {
    client: openClient({ url, token, program }),
    journal,
    bench: openBench(design, SEED),
    trainer,
    plan: PLAN,
    write: writeLeRobotV3,
    say: (step: string) => log().info({ program, seconds: Math.round((performance.now() - began) / 1000) }, step),
  };
  await runProgram(lab, people);
  await journal.step('done', async () => true);
  await trainer.close();
}

process.once('message', (order: FirstProgramOrder) => {
  // Pages come first: the lab takes what is left of the processor.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  fillFirstProgram(order).then(
    () => process.exit(0),
    (error) => {
      log().error({ err: error }, 'The simulated program is not filled to its end; the next start goes on from there.');
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
