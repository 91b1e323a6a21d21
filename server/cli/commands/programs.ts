import type { Command } from 'commander';
import { clientFor } from '../client';
import { objectOf } from '../files';
import { programFor } from '../program-option';
import { show, type Terminal, table } from '../terminal';

interface Created {
  slug: string;
  configurations: number;
  passwords: { name: string; password: string }[];
}

interface Shown {
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  blockSize: number;
  factors: { key: string; name: string; levels: { name: string; retired: boolean }[] }[];
  matrix: { total: number; excluded: number };
}

/** `rota programs`: make, list and show programs. */
export function addPrograms(root: Command, terminal: Terminal): void {
  const programs = root.command('programs').description('make, list and show programs');

  programs
    .command('create')
    .description('make a program with its diversity matrix; needs a token of the installation with scope "admin"')
    .requiredOption('-f, --file <file>', 'JSON file with name, factors, caps and people; - is standard input')
    .addHelpText('after', '\nExample:\n  rota programs create -f kitchen.json')
    .action(async ({ file }: { file: string }, command: Command) => {
      const made = await clientFor(terminal).post<Created>('/programs', await objectOf(file));
      show(terminal, command, made, [
        `Program ${made.slug} has ${made.configurations} configurations.`,
        ...made.passwords.map(({ name, password }) => `  ${name}  password ${password} (shown this once)`),
      ]);
    });

  programs
    .command('list')
    .description('programs that the token sees')
    .action(async (_: object, command: Command) => {
      const seen =
        await clientFor(terminal).get<{ slug: string; name: string; simulation: object | null }[]>('/programs');
      const rows = seen.map(({ slug, name, simulation }) => [slug, simulation ? `${name} (simulated)` : name]);
      show(terminal, command, seen, table(['program', 'name'], rows, 'There is no program yet.'));
    });

  programs
    .command('show')
    .description('factors, levels and size of one program')
    .argument('[slug]', 'the program (default: --program, ROTA_PROGRAM, or the only one)')
    .action(async (slug: string | undefined, _: object, command: Command) => {
      const client = clientFor(terminal);
      const program = slug ? encodeURIComponent(slug) : await programFor(terminal, command, client);
      const shown = await client.get<Shown>(`/programs/${program}`);
      show(terminal, command, shown, [
        `${shown.name} (${shown.slug}): ${shown.matrix.total - shown.matrix.excluded} configurations, blocks of ${shown.blockSize}, ${shown.timeZone}, ${shown.currency}`,
        ...shown.factors.map(({ key, levels }) => {
          const usable = levels.filter(({ retired }) => !retired);
          return `  ${key}: ${usable.map(({ name }) => name).join(', ')}`;
        }),
      ]);
    });
}
