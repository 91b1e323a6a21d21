import { highsSolver } from '../adapters/highs-solver';
import type { ArmOrder } from './experiment';
import { runOrder } from './run-order';

/** Runs the arms it is sent, one after another, and answers each with its result. */
process.on('message', async (order: ArmOrder) => {
  runOrder(order, await highsSolver()).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
