import { InvalidArgumentError } from 'commander';

/** A whole number of at least 0 that was typed. Throws InvalidArgumentError. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

/** Gathers an option that may be given several times. */
export function gathered(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
