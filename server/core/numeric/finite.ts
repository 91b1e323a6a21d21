import { DomainError } from '../errors';

/** Whether every value is a finite number. */
export function allFinite(values: ArrayLike<number>): boolean {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return false;
  return true;
}

/** Throws DomainError invalid, naming `what`, where a value is not a finite number: it would pass unseen through most comparisons. */
export function assertFinite(values: ArrayLike<number>, what: string): void {
  if (!allFinite(values)) throw new DomainError('invalid', `${what} holds a value that is not a finite number.`);
}
