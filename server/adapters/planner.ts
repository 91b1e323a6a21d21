import { fork } from 'node:child_process';
import path from 'node:path';
import { DomainError } from '../core/errors';
import type { Planner } from '../core/ports';
import { decide, judge } from '../core/schedule/decide';
import type { IntegerSolver } from '../core/schedule/integer-program';
import { whatIf } from '../core/schedule/what-if';
import type { PlannerAsk, PlannerReply, PlannerResult, PlannerTask } from './planner-messages';

/** Configurations up to which deciding is quick enough to be done in place. */
const IN_PLACE = 20_000;
const ANSWER_MS = 5 * 60_000;

/** A what-if is about as much work as this many decisions. */
const DECISIONS_OF_WHAT_IF = 25;

class SolverNeeded extends Error {}

/** In place nothing is solved: what asks for it is worked out again, from the start, where the solver is. */
const notHere: IntegerSolver = () => {
  throw new SolverNeeded();
};

/**
 * Answers for small matrices in place, and for larger ones, or where an integer program has to be solved, in a process of
 * its own that ends with the answer. Both give the same bytes.
 */
export function planner({ inPlace = IN_PLACE, answerMs = ANSWER_MS } = {}): Planner {
  const unlessSolved = async <R>(size: number, here: () => R, apart: () => Promise<R>): Promise<R> => {
    if (size > inPlace) return apart();
    try {
      return here();
    } catch (error) {
      if (error instanceof SolverNeeded) return apart();
      throw error;
    }
  };
  return {
    decide: (inputs) =>
      unlessSolved(
        inputs.ids.length,
        () => decide(inputs, notHere),
        () => askApart('decide', { inputs }, answerMs),
      ),
    judge: (question) =>
      unlessSolved(
        question.pool.room.length,
        () => judge(question, notHere),
        () => askApart('judge', { question }, answerMs),
      ),
    whatIf: (inputs, weights) =>
      unlessSolved(
        inputs.ids.length * DECISIONS_OF_WHAT_IF,
        () => whatIf(inputs, weights, notHere),
        () => askApart('whatIf', { inputs, weights }, answerMs),
      ),
  };
}

function askApart<T extends PlannerTask>(task: T, ask: PlannerAsk<T>, answerMs: number): Promise<PlannerResult<T>> {
  // The path is made at run time, from the working directory, because a bundled caller has no file of its own beside it.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'server', 'adapters', 'planner-child.ts');
  return new Promise((resolve, reject) => {
    const child = fork(file, [], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { NODE_ENV: 'production' },
    });
    const stop = (error: Error) => {
      child.kill('SIGKILL');
      reject(error);
    };
    const deadline = setTimeout(
      () =>
        stop(
          new DomainError(
            'conflict',
            `Deciding took longer than ${answerMs / 60_000} minutes and was stopped; nothing was stored. Ask for fewer demonstrations or use another strategy.`,
          ),
        ),
      answerMs,
    );
    child.once('message', (reply: PlannerReply<T>) => {
      clearTimeout(deadline);
      if (reply.kind === 'result') resolve(reply.result);
      else reject(new DomainError(reply.fault, reply.message, reply.details));
    });
    child.once('error', stop);
    child.once('exit', () => {
      clearTimeout(deadline);
      reject(new Error('The process that decides the batch ended without an answer.'));
    });
    child.send({ task, ask });
  });
}
