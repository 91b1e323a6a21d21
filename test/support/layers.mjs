import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

// dependency-cruiser parses with swc but turns JSX off and takes `import type` for an import, so both are settled
// before it loads swc: pages may name everything as types, in all other rooms a type is an import like any other.
const swc = createRequire(import.meta.url)('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => {
  const tree = parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });
  const isPage = path.relative(process.cwd(), file).startsWith(`app${path.sep}`);
  return isPage ? { ...tree, body: tree.body.filter((item) => !item.typeOnly) } : tree;
};
const { cruise } = await import('dependency-cruiser');

const ROOMS = ['app', 'server', 'db'];
const MAY_READ_ENVIRONMENT = /^server\/(env\.ts$|supervisor\/|cli\/)/;

/**
 * Every breach of the layers in the project at the current folder, as sentences. An empty list proves something
 * only together with `modules`, which is checked against the number of source files here.
 */
export async function layerBreaches() {
  const rooms = ROOMS.filter((room) => existsSync(room));
  const files = rooms.flatMap(sourcesOf);
  const config = await extractConfig(path.resolve('.dependency-cruiser.cjs'));
  const { output } = await cruise(
    rooms,
    { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
    undefined,
    {
      tsConfig: extractTsConfig(path.resolve('tsconfig.json')),
    },
  );
  const cruised = new Set(output.modules.map((module) => module.source));
  const missed = files.filter((file) => !cruised.has(file));
  const breaches = [
    ...(cruised.size === 0 ? ['No module was looked at: the parser for TypeScript is missing.'] : []),
    ...missed.map((file) => `${file} was not looked at.`),
    ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    ...files
      .filter(readsEnvironment)
      .map((file) => `environment-read-once: ${file} reads process.env; ask server/env.ts.`),
  ];
  return { breaches, modules: files.length - missed.length };
}

function sourcesOf(room) {
  return readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'));
}

function readsEnvironment(file) {
  return !MAY_READ_ENVIRONMENT.test(file) && /\bprocess\.env\b/.test(readFileSync(file, 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { breaches, modules } = await layerBreaches();
  for (const breach of breaches) console.error(breach);
  console.log(`${modules} modules, ${breaches.length} breaches of the layers`);
  if (breaches.length > 0 || modules === 0) process.exit(1);
}
