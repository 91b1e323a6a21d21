/** Where the random episodes of a real program run out, before the `largest` training set that is to be compared. */
export function randomEndSentence(atRandom: number, largest: number): string {
  const picked = `${atRandom.toLocaleString('en')} confirmed ${atRandom === 1 ? 'demonstration was' : 'demonstrations were'} picked at random`;
  return `${picked}, and the random arm is made of these alone: the comparison ends at ${atRandom.toLocaleString('en')} of ${largest.toLocaleString('en')} demonstrations.`;
}
