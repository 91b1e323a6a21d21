import { type Command, InvalidArgumentError, Option } from 'commander';
import { DisagreementForm, RolloutStatistic, type ScoringForm } from '../../core/uncertainty/schema';
import { checkpointNamed } from '../checkpoint-named';
import { type Client, clientFor } from '../client';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Failed, progressLine, show, type Terminal } from '../terminal';

interface Scoring {
  id: number;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  episodesDone: number;
  episodesTotal: number;
  framesDone: number;
  framesTotal: number;
  ratePerSecond: number | null;
  threshold: number | null;
  error: string | null;
}

interface Started {
  scoringRunId: number;
  rollouts: number;
  cached: number;
  left: { dataset: string; rollouts: number; reason: string }[];
}

interface ScoreOptions extends Partial<Pick<ScoringForm, 'form' | 'horizon' | 'window' | 'statistic'>> {
  checkpoint: string;
  wait?: boolean;
  signal?: string[];
  only?: string[];
  scaling: boolean;
}

const POLL_MS = 500;

/** `rota score`: how much the members of a checkpoint disagree on the probe rollouts. */
export function addScore(root: Command, terminal: Terminal): void {
  inProgram(root.command('score'))
    .description('score the probe rollouts by how much the members of a checkpoint disagree')
    .requiredOption('--checkpoint <name>', 'name of the checkpoint')
    .option('--wait', 'stay until it is done, with a line of progress')
    .addOption(new Option('--form <form>', 'how the spread becomes a number').choices(DisagreementForm.options))
    .option('--horizon <n>', 'executed steps of a chunk that are compared', wholeNumber)
    .option('--window <n>', 'steps of the sliding window', wholeNumber)
    .addOption(new Option('--statistic <name>', 'what of a rollout ranks').choices(RolloutStatistic.options))
    .option('--signal <name=weight…>', 'signals whose weighted sum is the score; a bare name weighs 1')
    .option('--only <condition…>', 'count only steps where a signal is above or below a bound, e.g. "rgb_entropy<0.5"')
    .option('--no-scaling', 'compare the actions as they are, without the frozen scale')
    .addHelpText('after', '\nExample:\n  rota score --checkpoint ck-1 --wait')
    .action(async (options: ScoreOptions, command: Command) => {
      const { checkpoint, wait, scaling, form, horizon, window, statistic } = options;
      const signals = options.signal?.map(signalFrom);
      const only = options.only?.map(conditionFrom);
      const client = clientFor(terminal);
      const base = `/programs/${await programFor(terminal, command, client)}`;
      const { id: checkpointId } = await checkpointNamed(client, base, checkpoint);
      const started = await client.post<Started>(`${base}/scoring-runs`, {
        checkpointId,
        form: { form, horizon, window, statistic, signals, only, scaling: scaling ? undefined : 'off' },
      });
      for (const { dataset, rollouts, reason } of started.left)
        terminal.complain(`${rollouts} rollouts of ${dataset} are left out: ${reason}\n`);
      const at = `${base}/scoring-runs/${started.scoringRunId}`;
      if (!wait) {
        show(terminal, command, started, [
          `Scoring run ${started.scoringRunId} has ${started.rollouts} rollouts to score, ${started.cached} of them known.`,
        ]);
        return;
      }
      const ended = await followed(client, at, terminal);
      if (ended.state !== 'done')
        throw new Failed(`Scoring run ${ended.id} ${ended.state}. ${ended.error ?? ''}`.trim());
      show(terminal, command, ended, [
        `Scoring run ${ended.id}: ${ended.episodesDone} rollouts, ${ended.framesDone} frames${
          ended.threshold === null ? '' : `; 90 % of the successful ones lie below ${ended.threshold.toPrecision(4)}`
        }.`,
      ]);
    });
}

/** "pour=2" as a weighted signal. */
function signalFrom(text: string): { signal: string; weight: number } {
  const [, signal, weight = '1'] = /^(.*?)(?:=([\d.]+))?$/.exec(text) ?? [];
  if (!signal || !(Number(weight) > 0)) throw new InvalidArgumentError(`"${text}" is no signal with a weight above 0.`);
  return { signal, weight: Number(weight) };
}

/** "rgb_entropy<0.5" as a condition. */
function conditionFrom(text: string): { signal: string; above?: number; below?: number } {
  const [, signal, sign, bound] = /^(.+?)\s*([<>])\s*([\d.]+)$/.exec(text) ?? [];
  if (!signal || Number.isNaN(Number(bound)))
    throw new InvalidArgumentError(`"${text}" is no condition like "rgb<0.5".`);
  return sign === '<' ? { signal, below: Number(bound) } : { signal, above: Number(bound) };
}

async function followed(client: Client, at: string, terminal: Terminal): Promise<Scoring> {
  const progress = progressLine(terminal);
  for (;;) {
    const now = await client.get<Scoring>(at);
    if (now.state !== 'queued' && now.state !== 'running') {
      progress.end();
      return now;
    }
    progress.say(inWords(now));
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function inWords({ state, framesDone, framesTotal, ratePerSecond }: Scoring): string {
  if (state === 'queued') return 'Waiting for the worker';
  const left = ratePerSecond ? `, ${Math.ceil((framesTotal - framesDone) / ratePerSecond)} s left` : '';
  const rate = ratePerSecond ? `, ${Math.round(ratePerSecond)} frames/s` : '';
  return `${framesDone} of ${framesTotal} frames${rate}${left}`;
}
