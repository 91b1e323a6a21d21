import path from 'node:path';
import { type Command, Option } from 'commander';
import { CHECKPOINT_FORMS, type CheckpointForm, type MemberInput } from '../../core/checkpoint/schema';
import { ARMS, type Arm } from '../../core/collect/words';
import { checkpointNamed } from '../checkpoint-named';
import { type Client, clientFor } from '../client';
import { jsonOf, objectOf } from '../files';
import { gathered, wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Misused, show, type Terminal, table } from '../terminal';

interface AddOptions {
  member?: string[];
  external?: string[];
  serverPath?: boolean;
  card: string;
  form: CheckpointForm;
  trainingSetSize?: number;
  confirmed?: boolean;
  run?: string;
  arm?: Arm;
  strategy?: string;
  runSeed: number;
  current?: boolean;
  actionLimits?: string;
}

interface Line {
  id: number;
  name: string;
  form: string;
  runName: string | null;
  trainingSetSize: number | null;
  isCurrent: boolean;
}

/** `rota checkpoints`: register training results. */
export function addCheckpoints(root: Command, terminal: Terminal): void {
  const checkpoints = root.command('checkpoints').description('register training results');
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}` };
  };

  inProgram(checkpoints.command('add'))
    .description('register a checkpoint: 3 to 5 members, one stochastic model, or recorded predictions')
    .argument('<name>')
    .option('--member <file>', 'an ONNX file; may be given several times', gathered)
    .option('--external <file>', 'a file with weights that the members read; may be given several times', gathered)
    .option('--server-path', "the files are paths in the server's import folder and are not uploaded")
    .option('--card <file>', 'JSON with what the files do not say; auto guesses it from the files', 'auto')
    .addOption(new Option('--form <form>', 'what it is').choices(CHECKPOINT_FORMS).default('ensemble'))
    .option('--training-set-size <n>', 'demonstrations it was trained on, where the list is unknown', wholeNumber)
    .option('--confirmed', 'it was trained on all demonstrations that are confirmed now')
    .option('--run <name>', 'its lineage; made when there is none of that name and --arm is given')
    .addOption(new Option('--arm <arm>', 'arm of a new run').choices(ARMS))
    .option('--strategy <words>', 'strategy of a new run')
    .option('--run-seed <n>', 'seed of a new run', wholeNumber, 0)
    .option('--action-limits <file>', 'JSON list of [least, greatest] per action dimension, in the units of the robot')
    .option('--current', 'mark it as the current checkpoint')
    .addHelpText(
      'after',
      '\nExample:\n  rota checkpoints add ck-1 --member a.onnx --member b.onnx --member c.onnx --card auto --training-set-size 120\n  rota checkpoints add ck-2 --form recorded --card card.json --confirmed   (card.json: {"actions": [{"name": "joint 1"}], "chunkLength": 16, "executedSteps": 8})',
    )
    .action(async (name: string, options: AddOptions, command: Command) => {
      if (options.trainingSetSize !== undefined && options.confirmed)
        throw new Misused('Give either --training-set-size or --confirmed.');
      const card = options.card === 'auto' ? {} : await objectOf(options.card);
      const { client, base } = await at(command);
      const runId = options.run ? await runNamed(client, base, options.run, options) : null;
      const made = await client.post<{ checkpointId: number; trainingSetSize: number | null }>(`${base}/checkpoints`, {
        name,
        form: options.form,
        runId,
        card,
        current: options.current,
        actionLimits: options.actionLimits ? await jsonOf(options.actionLimits) : undefined,
        trainingSet: trainingSetOf(options),
        members: await membersOf(client, base, options),
      });
      show(terminal, command, made, [
        `Checkpoint ${made.checkpointId} (${name}) has ${options.member?.length ?? 0} members and ${
          made.trainingSetSize === null
            ? 'an unknown training set'
            : `was trained on ${made.trainingSetSize} demonstrations`
        }.`,
      ]);
    });

  inProgram(checkpoints.command('list'))
    .description('checkpoints, newest first')
    .action(async (_: object, command: Command) => {
      const { client, base } = await at(command);
      const all = await client.get<Line[]>(`${base}/checkpoints`);
      const rows = all.map((one) => [
        one.id,
        one.name,
        one.form,
        one.runName,
        one.trainingSetSize,
        one.isCurrent ? 'current' : '',
      ]);
      const head = ['id', 'name', 'form', 'run', 'demonstrations', ''];
      show(terminal, command, all, table(head, rows, 'There is no checkpoint yet.'));
    });

  inProgram(checkpoints.command('current'))
    .description('mark one checkpoint as the current one')
    .argument('<name>')
    .action(async (name: string, _: object, command: Command) => {
      const { client, base } = await at(command);
      const { id } = await checkpointNamed(client, base, name);
      await client.post(`${base}/checkpoints/${id}/current`);
      show(terminal, command, { checkpointId: id }, [`${name} is the current checkpoint.`]);
    });
}

function trainingSetOf({ trainingSetSize, confirmed }: AddOptions) {
  if (confirmed) return { kind: 'confirmed' };
  return trainingSetSize === undefined ? null : { kind: 'declared', size: trainingSetSize };
}

async function membersOf(client: Client, base: string, options: AddOptions): Promise<Partial<MemberInput>[]> {
  const program = base.slice('/programs/'.length);
  const sent = async (file: string) =>
    options.serverPath ? { importPath: file } : { uploadId: await client.upload(program, file) };
  const externalData = [];
  for (const file of options.external ?? []) externalData.push(await sent(file));
  const members = [];
  for (const file of options.member ?? [])
    members.push({ name: path.basename(file), file: await sent(file), externalData });
  return members;
}

async function runNamed(client: Client, base: string, name: string, options: AddOptions): Promise<number> {
  const runs = await client.get<{ id: number; name: string }[]>(`${base}/runs`);
  const found = runs.find((run) => run.name === name);
  if (found) return found.id;
  if (!options.arm) throw new Misused(`There is no run "${name}". Give --arm active or --arm random to make it.`);
  const { arm, strategy, runSeed } = options;
  return (await client.post<{ runId: number }>(`${base}/runs`, { name, arm, strategy, seed: runSeed })).runId;
}
