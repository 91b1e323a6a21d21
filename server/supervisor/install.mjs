// Runs before npm start and npm test with nothing installed, so it may use Node alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const packages = path.join(root, 'node_modules');
const marker = path.join(packages, '.rota-installed');

/** Why this Node cannot run Rota, or undefined. */
export function nodeProblem(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Rota needs Node 20.19 or newer, this is ${version}. Install a newer one from https://nodejs.org and run the command again.`;
}

/** What an installation was made for: it is whole only while this text stands in its marker. */
export function installationOf(lock, version) {
  return `${createHash('sha256').update(lock).digest('hex')} ${version}`;
}

/** Packages of a lock that are not in `folder`: what somebody deleted, or an installation that was cut off. Those for other machines do not count. */
export function missingPackages(lock, folder) {
  return Object.entries(JSON.parse(lock).packages)
    .filter(([name, { optional }]) => name && !optional && !existsSync(path.join(folder, name, 'package.json')))
    .map(([name]) => name);
}

/** Stands in the packages' folder while npm works there. */
const BEGUN = '.rota-installing';
/** npm's own list of what it installed, which it writes last. */
const NPM_LIST = '.package-lock.json';

/** Whether an installation into this folder of packages was cut off: npm would take half-written packages for whole ones. */
export function wasCutOff(folder) {
  return existsSync(folder) && (existsSync(path.join(folder, BEGUN)) || !existsSync(path.join(folder, NPM_LIST)));
}

/** The sentence for what npm printed when it failed. */
export function installProblem(output) {
  if (/ENOSPC|no space left/i.test(output))
    return 'The disk is full: about 1.5 GB are needed for the packages. Free some and run the command again.';
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(output)) {
    return 'The packages could not be fetched: the npm registry is not reachable. Check the network (or `npm config get registry`) and run the command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output))
    return `The packages could not be written to ${root}. Make the folder writable and run the command again.`;
  return 'The packages could not be installed; npm says why above. Run the command again when that is solved.';
}

// npm may complete the lock while it installs, so it is read again for the marker.
const lock = () => readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const wanted = () => installationOf(lock(), process.versions.node);

function isWhole() {
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted()) return false;
  return missingPackages(lock(), root).length === 0;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function install() {
  const problem = nodeProblem(process.versions.node);
  if (problem) stop(problem);
  if (isWhole()) return;
  // npm believes its own list of what is there, so a list that may be wrong goes first.
  for (const stale of wasCutOff(packages) ? [packages] : [marker, path.join(packages, NPM_LIST)])
    rmSync(stale, { recursive: true, force: true });
  console.log('Installing packages; the first time takes a minute or two.');
  try {
    mkdirSync(packages, { recursive: true });
    writeFileSync(path.join(packages, BEGUN), '');
  } catch (error) {
    stop(installProblem(String(error)));
  }
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // onnxruntime-node ships its CPU library; its install script would only fetch GPU ones from elsewhere.
  const result = spawnSync(npm[0], [...npm.slice(1), 'install', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  process.stderr.write(result.stderr ?? '');
  if (result.status !== 0) stop(installProblem(`${result.stderr ?? ''}${result.error ?? ''}`));
  try {
    writeFileSync(marker, wanted());
    rmSync(path.join(packages, BEGUN), { force: true });
  } catch (error) {
    stop(installProblem(String(error)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
