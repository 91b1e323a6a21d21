import type { Command } from 'commander';
import type { Client } from './client';
import { Misused, type Terminal } from './terminal';

/** Adds `--program`, which most commands take. */
export function inProgram(command: Command): Command {
  return command.option(
    '-p, --program <slug>',
    'program to work in (default: ROTA_PROGRAM, or the only one the token sees)',
  );
}

/** The program a command works in. Throws Misused when several are possible and none is named. */
export async function programFor(terminal: Terminal, command: Command, client: Client): Promise<string> {
  const { program } = command.optsWithGlobals<{ program?: string }>();
  const named = program ?? terminal.env.ROTA_PROGRAM;
  if (named) return encodeURIComponent(named);
  const seen = await client.get<{ slug: string }[]>('/programs');
  if (seen.length === 1) return seen[0].slug;
  if (seen.length === 0) throw new Misused('There is no program yet. Make one with `rota programs create -f FILE`.');
  throw new Misused(`Name one of the programs with --program: ${seen.map(({ slug }) => slug).join(', ')}.`);
}
