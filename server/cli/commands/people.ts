import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { ROLES, type Role } from '../../core/people/access';
import { clientFor } from '../client';
import { onServer } from '../on-server';
import { inProgram, programFor } from '../program-option';
import { show, type Terminal, table } from '../terminal';

interface Member {
  name: string;
  roles: Role[];
}

/** `rota people`: who works in a program, and the way back for a lost password. */
export function addPeople(root: Command, terminal: Terminal): void {
  const people = root.command('people').description('who works in a program; new passwords');

  inProgram(people.command('list'))
    .description('people of a program and their roles')
    .action(async (_: object, command: Command) => {
      const client = clientFor(terminal);
      const members = await client.get<Member[]>(`/programs/${await programFor(terminal, command, client)}/people`);
      const rows = members.map(({ name, roles }) => [name, roles.join(', ')]);
      show(terminal, command, members, table(['name', 'roles'], rows, 'Nobody has a role here yet.'));
    });

  inProgram(people.command('invite'))
    .description('give a person roles, making the person if new; the password is shown once')
    .argument('<name>')
    .requiredOption('--role <role>', `one of ${ROLES.join(', ')}; may be given several times`, roles)
    .addHelpText('after', '\nExample:\n  rota people invite mira --role operator --program kitchen')
    .action(async (name: string, options: { role: Role[] }, command: Command) => {
      const client = clientFor(terminal);
      const program = await programFor(terminal, command, client);
      const made = await client.post<{ personId: number; password: string | null }>(`/programs/${program}/people`, {
        name,
        roles: options.role,
      });
      show(terminal, command, made, [
        `${name} is ${options.role.join(' and ')}.`,
        ...(made.password ? [`Password ${made.password} (shown this once)`] : []),
      ]);
    });

  people
    .command('reset')
    .description('a new password for a person, on the server itself (ROTA_DATA or DATABASE_URL); no token is needed')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  ROTA_DATA=/srv/rota rota people reset admin')
    .action(async (name: string, _: object, command: Command) => {
      const made = await onServer((server) => server.resetPassword(name));
      show(terminal, command, made, [
        `The new password of ${made.name} is ${made.password} (shown this once). All sessions of ${made.name} are ended.`,
      ]);
    });
}

function roles(text: string, previous: Role[] | undefined): Role[] {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new InvalidArgumentError(`Roles are ${ROLES.join(', ')}.`);
  return [...new Set([...(previous ?? []), role])];
}
