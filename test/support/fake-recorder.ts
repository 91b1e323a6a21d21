import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';

/**
 * Records as `lerobot-record` does, without a robot: the same flags, the same log lines, info.json after every episode,
 * parquet files without a footer until the call ends. `FAKE_SCRIPT` names a file with a line per call, each a list of
 * what happens: `e` an episode, `r` one recorded again, `k` killed while recording, `w` a wait until the file beside
 * the script with `.go` behind its name has one character more, `x` an error before the first one.
 * An episode takes `FAKE_EPISODE_MS`; with `FAKE_SILENT` it says nothing, as a recorder of another make whose words nobody knows.
 */
const flag = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const root = flag('dataset.root');
const wanted = Number(flag('dataset.num_episodes'));
const fps = 10;
const script = process.env.FAKE_SCRIPT ?? '';
const [now = '', ...later] = existsSync(script) ? readFileSync(script, 'utf8').split('\n') : [];
if (script) writeFileSync(script, later.join('\n'));

const log = (line: string) => !process.env.FAKE_SILENT && process.stderr.write(`INFO ${line}\n`);
const resumed = flag('resume') === 'true';
if (resumed !== existsSync(root)) throw new Error(`resume=${resumed} does not fit ${root}.`);
const memory = `${root}.frames`;
const before = existsSync(memory) ? readFileSync(memory, 'utf8').trim().split('\n').filter(Boolean).map(Number) : [];
const made: number[] = [];

function saveInfo(): void {
  const all = [...before, ...made];
  const info = { codebase_version: 'v3.0', fps, total_episodes: all.length, total_frames: sum(all) };
  mkdirSync(path.join(root, 'meta'), { recursive: true });
  writeFileSync(path.join(root, 'meta/info.json'), JSON.stringify(info));
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
/** As an open ParquetWriter leaves it: the magic at the front, rows, no footer. */
function openFile(at: string): void {
  const file = path.join(root, at);
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, 'PAR1');
  appendFileSync(file, 'rows of an episode that nobody can read without a footer');
}

if (now.startsWith('x')) throw new Error('The camera is not connected.');
const steps = [...now.replace(/[^erkw]/g, '')];
let waits = 0;
while (made.length < wanted) {
  if (steps[0] === 'w') {
    steps.shift();
    waits++;
    while (!existsSync(`${script}.go`) || readFileSync(`${script}.go`, 'utf8').length < waits) await pause(20);
    continue;
  }
  log(`Recording episode ${before.length + made.length}`);
  await pause(Number(process.env.FAKE_EPISODE_MS ?? 20));
  const step = steps.shift() ?? 'e';
  if (step === 'k') process.kill(process.pid, 'SIGKILL');
  log('Reset the environment');
  if (step === 'r') {
    log('Re-record episode');
    continue;
  }
  made.push(12 + 3 * ((before.length + made.length) % 7));
  openFile(`data/chunk-000/file-${String(before.length + 1).padStart(3, '0')}.parquet`);
  openFile(`meta/episodes/chunk-000/file-${String(before.length + 1).padStart(3, '0')}.parquet`);
  saveInfo();
}
await finalize();
log('Stop recording');

/** Closes the writers: the call's episodes are readable from here on. */
async function finalize(): Promise<void> {
  const { rmSync } = await import('node:fs');
  rmSync(path.join(root, 'data'), { recursive: true });
  rmSync(path.join(root, 'meta/episodes'), { recursive: true });
  const all = [...before, ...made];
  await writeLeRobotV3(root, {
    robotType: 'fake',
    fps,
    features: [{ name: 'action', names: ['a', 'b'] }],
    episodes: all.map((frames, index) => ({
      task: flag('dataset.single_task'),
      frames,
      signals: { action: Float32Array.from({ length: frames * 2 }, (_, i) => Math.sin(i * (index + 1)) + root.length) },
      attributes: {},
    })),
  });
  writeFileSync(memory, `${all.join('\n')}\n`);
}
