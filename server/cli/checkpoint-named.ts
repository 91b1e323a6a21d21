import type { Client } from './client';
import { Misused } from './terminal';

interface Checkpoint {
  id: number;
  name: string;
}

/** The checkpoint of that name, or with that id. Throws Misused that lists the newest ones. */
export async function checkpointNamed(client: Client, base: string, name: string): Promise<Checkpoint> {
  const all = await client.get<Checkpoint[]>(`${base}/checkpoints`);
  const found = all.find((one) => one.name === name) ?? all.find((one) => String(one.id) === name);
  if (found) return found;
  const known = all.slice(0, 5).map((one) => one.name);
  throw new Misused(
    `There is no checkpoint "${name}". ${known.length ? `The newest are ${known.join(', ')}.` : 'Add one with `rota checkpoints add`.'}`,
  );
}
