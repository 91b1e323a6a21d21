/** What the supervisor hands over: where the product is, a token for it, where the journal is kept, and who takes part. */
export interface FirstProgramOrder {
  url: string;
  token: string;
  journal: string;
  people: { name: string; roles: string[] }[];
}
