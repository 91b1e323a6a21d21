import os from 'node:os';
import { DomainError } from '@/server/core/errors';
import { FactorInput } from '@/server/core/matrix/schema';
import type { SimulatedLab } from '@/server/core/ports';
import { FIRST_PROGRAM, firstProgramJournal } from './first-program-order';
import { openJournal } from './journal';
import { factorsOf } from './program';
import { RECIPE } from './recipe';
import { runArms } from './run-arms';
import { runFirstProgram } from './run-first-program';
import { designOf } from './world/designs/catalogue';
import { ACTION_NAMES } from './world/workcell';

interface Whereabouts {
  /** Where the product is reached from its own machine. */
  url: string;
  /** Absolute. */
  dataFolder: string;
  /** Leaves the processor to everything else that wants it; default true. */
  background?: boolean;
}

/** The lab as the product runs it: as many arms of an experiment at a time as there are processors, a round in one process. */
export function simulatedLab({ url, dataFolder, background = true }: Whereabouts): SimulatedLab {
  const journal = firstProgramJournal(dataFolder);
  return {
    design(name) {
      const design = known(name);
      return {
        name: design.name,
        factors: factorsOf(design).map((factor) => FactorInput.parse(factor)),
        actions: ACTION_NAMES,
        chunkLength: RECIPE.horizon,
      };
    },
    runArms: (orders, options) => runArms(orders, { ...options, processes: os.availableParallelism(), background }),
    async whyNoRound(slug) {
      if (slug !== FIRST_PROGRAM) return 'The lab on this server records for its first program alone.';
      const { has } = await openJournal(journal);
      if (!has('program')) return 'This program was not filled by the lab on this server.';
      return has('done') ? null : 'The lab is still filling this program; the next round can be run when that is done.';
    },
    runRound: ({ token, told, signal }) =>
      runFirstProgram({ url, token, journal, people: [], nextRound: true }, told, signal),
  };
}

function known(name: string) {
  try {
    return designOf(name);
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('invalid', error.message);
    throw error;
  }
}
