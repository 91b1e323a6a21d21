import { InvalidArgumentError } from 'commander';

/** A whole number of at least 0 that was typed. Throws InvalidArgumentError. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

/** A whole number of 0 to 100 that was typed. Throws InvalidArgumentError. */
export function percent(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 100) throw new InvalidArgumentError('It has to be 0 to 100.');
  return Number(text);
}

/** Gathers an option that may be given several times. */
export function gathered(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
