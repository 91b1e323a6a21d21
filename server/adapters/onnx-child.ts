import { DomainError } from '../core/errors';
import type { EnsembleBatch, Predictions } from '../core/policy/ensemble';
import { type OnnxMember, openMember, runMember } from './onnx-member';
import type { OnnxReply, OnnxRequest } from './onnx-messages';
import { openSession } from './onnx-session';

/** Entry of the process that holds the sessions. It may crash or be killed at any time: it keeps nothing. */

let members: OnnxMember[] = [];
let preparationOf: number[] = [];

async function predict(batch: EnsembleBatch): Promise<Predictions> {
  const [{ card }] = members;
  const { samples, executedSteps: horizon } = card;
  const dims = card.actions.length;
  const size = samples * batch.rows * horizon * dims;
  const values = new Float32Array(members.length * size);
  for (const [m, member] of members.entries())
    await runMember(member, batch.feeds[preparationOf[m]], batch, values.subarray(m * size, (m + 1) * size));
  return { members: members.length, samples, rows: batch.rows, horizon, dims, values };
}

async function answer(request: OnnxRequest): Promise<unknown> {
  switch (request.kind) {
    case 'inspect': {
      const { session, graph } = await openSession(request.path, request.name);
      await session.release();
      return graph;
    }
    case 'open':
      preparationOf = request.preparationOf;
      members = [];
      for (const file of request.members) members.push(await openMember(file));
      return members.map((member) => member.graph);
    case 'predict':
      return predict(request.batch);
  }
}

const reply = (message: OnnxReply) => process.send?.(message);
let queue = Promise.resolve();

process.on('message', (request: OnnxRequest) => {
  queue = queue
    .then(() => answer(request))
    .then(
      (value) => void reply({ id: request.id, value }),
      (error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        void reply(
          error instanceof DomainError ? { id: request.id, refusal: text } : { id: request.id, failure: text },
        );
      },
    );
});
process.on('disconnect', () => process.exit(0));
