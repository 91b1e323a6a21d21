import { stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { FactorRule, ImportMapping, ImportSource } from '../../core/recording/schema';
import { checkpointNamed } from '../checkpoint-named';
import { type Client, clientFor } from '../client';
import { FACTOR_HELP, type Inspection, parsedFlag, ruleOf } from '../factor-flag';
import { objectOf } from '../files';
import { gathered } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Failed, Misused, progressLine, show, type Terminal } from '../terminal';
import { zipFolder } from '../zip-folder';

interface Found extends Inspection {
  name: string;
  version: string;
  fps: number | null;
  features: { name: string; shape: number[] }[];
  episodes: number;
  frames: number;
  outcomes: { success: number; failure: number; unknown: number };
  errors: number;
  left: number;
  problems: { message: string }[];
  guesses: Record<string, { rule: FactorRule; why: string } | null>;
}

interface Preview {
  episodes: number;
  mapped: number;
  configurations: number;
  unmapped: { reason: string; episodes: number }[];
  missingLevels: { factor: string; levels: string[] }[];
}

interface Imported {
  id: number;
  state: 'queued' | 'running' | 'complete' | 'partial' | 'failed';
  result: string;
  episodesTotal: number;
  episodesDone: number;
  left: { message: string }[];
}

interface ImportOptions {
  serverPath?: boolean;
  map?: string;
  kind?: ImportMapping['kind'];
  factor?: string[];
  guess?: boolean;
  outcome?: 'success' | 'failure' | 'unknown';
  checkpoint?: string;
  createLevels?: boolean;
  dryRun?: boolean;
}

const POLL_MS = 500;

/** `rota import`: recordings into the store. */
export function addImport(root: Command, terminal: Terminal): void {
  inProgram(root.command('import'))
    .description(
      'import a recording (LeRobot v2.1 and v3.0, robomimic HDF5, CSV or JSON manifest) and wait for the result',
    )
    .argument('<path>', 'a file, or a folder, which is sent as a zip')
    .option('--server-path', "the path lies in the server's import folder and is not uploaded")
    .option('--map <file>', 'JSON file with the whole mapping, as --dry-run --json prints it')
    .addOption(new Option('--kind <kind>', 'what the episodes are').choices(['demonstration', 'probe_rollout']))
    .option('--factor <rule>', `${FACTOR_HELP}; once per factor`, gathered)
    .option('--guess', 'take the guesses of the dry run for factors without a rule')
    .addOption(new Option('--outcome <outcome>', 'declared for all').choices(['success', 'failure', 'unknown']))
    .option('--checkpoint <name>', 'the policy that drove')
    .option('--create-levels', 'add levels that the mapping names and the matrix lacks')
    .option('--dry-run', 'say what would happen and import nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  rota import rollouts.hdf5 --kind probe_rollout --factor speed=attribute:kick_mps --factor time=bins:kick_step:5 --dry-run\n  rota import my-dataset --kind demonstration --factor task=task --factor object=column:object --guess',
    )
    .action(async (place: string, options: ImportOptions, command: Command) => {
      for (const flag of options.factor ?? []) parsedFlag(flag);
      const client = clientFor(terminal);
      const program = await programFor(terminal, command, client);
      const base = `/programs/${program}`;
      const source = await sourceOf(client, program, place, options);
      const columns = (options.factor ?? []).map(parsedFlag).flatMap(({ by, rest }) => (by === 'column' ? rest : []));
      const found = await client.post<Found>(`${base}/imports/inspect`, { source, columns });
      if (options.dryRun) {
        const { mapping, open } = await mappingSoFar(client, base, found, options);
        const preview = mapping && (await client.post<Preview>(`${base}/imports/preview`, { source, mapping }));
        const words = preview ? previewInWords(preview) : [`Nothing is placed yet. ${open}`];
        show(terminal, command, { found, mapping, preview }, [...foundInWords(found), ...words]);
        return;
      }
      const mapping = await mappingOf(client, base, found, options);
      const { importId } = await client.post<{ importId: number }>(`${base}/imports`, {
        source,
        mapping,
        createLevels: options.createLevels,
      });
      const ended = await followed(client, `${base}/imports/${importId}`, terminal);
      if (ended.state === 'failed') throw new Failed(ended.result);
      show(terminal, command, ended, [ended.result, ...ended.left.map(({ message }) => `  left: ${message}`)]);
    });
}

async function sourceOf(
  client: Client,
  program: string,
  place: string,
  { serverPath }: ImportOptions,
): Promise<ImportSource> {
  if (serverPath) return { from: 'folder', path: place };
  const there = await stat(place).catch(() => {
    throw new Misused(`There is no ${place} here. For the server's import folder add --server-path.`);
  });
  if (there.isFile()) return { from: 'upload', uploadId: await client.upload(program, place) };
  const zip = await zipFolder(place);
  try {
    return { from: 'upload', uploadId: await client.upload(program, zip.file) };
  } finally {
    await zip.remove();
  }
}

async function mappingOf(client: Client, base: string, found: Found, options: ImportOptions): Promise<object> {
  if (options.map) return objectOf(options.map);
  const { kind, factor = [], guess, outcome, checkpoint } = options;
  if (!kind) throw new Misused('Say what the episodes are: --kind demonstration or --kind probe_rollout.');
  const factors: Record<string, FactorRule> = {};
  for (const flag of factor) factors[parsedFlag(flag).key] = await ruleOf(flag, found);
  const open = found.factors.filter(({ key }) => !factors[key]);
  for (const { key } of open) {
    const guessed = found.guesses[key];
    if (guess && guessed) factors[key] = guessed.rule;
  }
  const missing = open.filter(({ key }) => !factors[key]);
  if (missing.length)
    throw new Misused(
      [
        `No rule says where ${missing.map(({ key }) => key).join(' and ')} is read from. Give --factor ${FACTOR_HELP}.`,
        ...missing.flatMap(({ key }) => {
          const guessed = found.guesses[key];
          return guessed ? [`  a guess for ${key} (--guess takes it): ${guessed.why}`] : [];
        }),
        `  attributes: ${found.attributes.map(({ name }) => name).join(', ') || 'none'}`,
      ].join('\n'),
    );
  return {
    kind,
    factors,
    checkpointId: checkpoint ? (await checkpointNamed(client, base, checkpoint)).id : null,
    outcome: outcome ? { from: 'declared', outcome } : { from: 'recording' },
  };
}

/** The mapping, or what is still open in it: a dry run looks at a recording before anything about it is known. */
async function mappingSoFar(client: Client, base: string, found: Found, options: ImportOptions) {
  try {
    return { mapping: await mappingOf(client, base, found, options), open: '' };
  } catch (error) {
    if (!(error instanceof Misused)) throw error;
    return { mapping: null, open: error.message };
  }
}

async function followed(client: Client, at: string, terminal: Terminal): Promise<Imported> {
  const progress = progressLine(terminal);
  for (;;) {
    const now = await client.get<Imported>(at);
    if (now.state !== 'queued' && now.state !== 'running') {
      progress.end();
      return now;
    }
    progress.say(
      now.state === 'queued' ? 'Waiting for the worker' : `${now.episodesDone} of ${now.episodesTotal} episodes`,
    );
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function foundInWords({ name, version, fps, features, episodes, frames, outcomes, left, problems }: Found): string[] {
  const { success, failure, unknown } = outcomes;
  const signals = features.map((each) => `${each.name}${each.shape.length ? `[${each.shape.join('×')}]` : ''}`);
  return [
    `${name}: ${version}, ${episodes} episodes, ${frames} frames${fps === null ? '' : ` at ${fps} a second`}; ${success} successes, ${failure} failures, ${unknown} unknown`,
    `  features: ${signals.join(', ') || 'none'}`,
    ...(left ? [`${left} episodes cannot be read and would be left.`] : []),
    ...problems.slice(0, 20).map(({ message }) => `  ${message}`),
  ];
}

function previewInWords({ episodes, mapped, configurations, unmapped, missingLevels }: Preview): string[] {
  return [
    `${mapped} of ${episodes} episodes would land in ${configurations} configurations.`,
    ...unmapped.slice(0, 20).map((line) => `  ${line.episodes} without one: ${line.reason}`),
    ...missingLevels.map(({ factor, levels }) => `  ${factor} lacks ${levels.join(', ')} (--create-levels adds them)`),
  ];
}
