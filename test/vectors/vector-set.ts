/** One reference case: what goes in and what another library made of it. */
export interface Vector<Input = unknown, Expected = object> {
  name: string;
  input: Input;
  expected: Expected;
  note?: string;
  /** Items of one class are interchangeable in an order. */
  equivalence_class?: number[];
}

export interface VectorFile {
  id: string;
  /** In words: tolerances, and what counts as equal. */
  compare: string;
  cases: Vector[];
}

/** What the engine makes of one kind of reference file. */
export interface VectorSet<Input = unknown, Expected = object, Found extends object = object> {
  /** Values under the names of `expected`, null where one is unknown. Throws for an input that there is no code for. */
  compute(vector: Vector<Input, Expected>): Found;
  /** Fields of `expected` that describe the reference, or that `judge` looks at; every other one is compared. */
  apart?: readonly string[];
  /** What to compare with instead of `expected`. */
  wanted?(vector: Vector<Input, Expected>): object;
  /** The word in the compare sentence whose clause governs a field. */
  clause?(field: string, vector: Vector<Input, Expected>): string;
  /** Complaints about what is not a plain comparison. */
  judge?(vector: Vector<Input, Expected>, found: Found, compare: string): string[];
}
