import { highsSolver } from '../adapters/highs-solver';
import type { ArmOrder } from '../core/experiment/arms';
import { runOrder } from './run-order';

/** Runs the arms it is sent, one after another, and answers each with its record. */
process.on('message', async (order: ArmOrder) => {
  runOrder(order, await highsSolver()).then(
    (record) => process.send?.({ record }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
