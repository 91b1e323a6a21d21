import { type Command, InvalidArgumentError } from 'commander';
import { TOKEN_SCOPES, type TokenScope } from '../../core/people/access';
import { wholeNumber } from '../numbers';
import { onServer } from '../on-server';
import { show, type Terminal, table } from '../terminal';

/** `rota tokens`: keys of machines, made on the server itself, the first one included. */
export function addTokens(root: Command, terminal: Terminal): void {
  const tokens = root
    .command('tokens')
    .description('keys of machines; these commands run on the server itself (ROTA_DATA or DATABASE_URL)');

  tokens
    .command('create')
    .description('make a token; its secret is shown once')
    .argument('<name>', 'what will use it')
    .requiredOption('--scope <scope>', `one of ${TOKEN_SCOPES.join(', ')}; may be given several times`, scopes)
    .option('-p, --program <slug>', 'bind it to one program (default: the whole installation)')
    .option('--days <n>', 'days until it expires (default: never)', wholeNumber)
    .addHelpText(
      'after',
      '\nExample:\n  export ROTA_TOKEN=$(rota tokens create trainer --scope read --scope data --program kitchen --json | jq -r .secret)',
    )
    .action(
      async (name: string, options: { scope: TokenScope[]; program?: string; days?: number }, command: Command) => {
        const made = await onServer((server) =>
          server.createToken(options.program, { name, scopes: options.scope, expiresInDays: options.days }),
        );
        show(terminal, command, made, [
          `Token ${made.id} (${options.scope.join(', ')}): ${made.secret}`,
          'It is shown this once; programs send it as ROTA_TOKEN.',
        ]);
      },
    );

  tokens
    .command('list')
    .description('all tokens, without their secrets')
    .action(async (_: object, command: Command) => {
      const all = await onServer((server) => server.tokens());
      const rows = all.map((token) => [
        token.id,
        token.name,
        token.program ?? 'installation',
        token.scopes.join(', '),
        token.revokedAt ? 'revoked' : token.expired ? 'expired' : 'good',
        token.lastUsedAt?.toISOString(),
      ]);
      const head = ['id', 'name', 'of', 'scopes', 'state', 'last used'];
      show(terminal, command, all, table(head, rows, 'There are no tokens.'));
    });

  tokens
    .command('revoke')
    .description('end a token at once')
    .argument('<id>', 'id of the token', wholeNumber)
    .action(async (id: number, _: object, command: Command) => {
      const ended = await onServer((server) => server.revokeToken(id));
      show(terminal, command, ended, [`Token ${id} (${ended.name}) is revoked.`]);
    });
}

function scopes(text: string, previous: TokenScope[] | undefined): TokenScope[] {
  const scope = TOKEN_SCOPES.find((known) => known === text);
  if (!scope) throw new InvalidArgumentError(`Scopes are ${TOKEN_SCOPES.join(', ')}.`);
  return [...new Set([...(previous ?? []), scope])];
}
