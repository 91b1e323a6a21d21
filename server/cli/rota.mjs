#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The command may be called from any folder, but the aliases are those of this project.
process.env.TSX_TSCONFIG_PATH ??= path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../tsconfig.json');
register();
const { rota } = await import('./main.ts');
process.exitCode = await rota(process.argv.slice(2), {
  env: process.env,
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  live: process.stderr.isTTY === true,
});
// A pool to the database or an idle connection would keep the process.
process.exit();
