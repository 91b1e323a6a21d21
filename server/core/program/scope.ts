declare const minted: unique symbol;

/** Proof that access to a program was checked. Only the gate in `services/people/gate.ts` makes one. */
export interface ProgramScope {
  readonly programId: number;
  readonly slug: string;
  readonly [minted]: true;
}
