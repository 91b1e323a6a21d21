import { rota } from '@/server/cli/main';

/** What a command line came to. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs `rota …` in this process with an environment of its own. */
export async function runRota(env: Record<string, string | undefined>, ...words: string[]): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', err: '' };
  ran.code = await rota(words, {
    env,
    write: (text) => {
      ran.out += text;
    },
    complain: (text) => {
      ran.err += text;
    },
    live: false,
  });
  return ran;
}
