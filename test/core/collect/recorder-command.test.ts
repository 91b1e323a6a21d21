import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recorderCommand, recorderSays, shellWords } from '@/server/core/collect/recorder-command';

const call = { task: "pour the 'milk'", count: 5, root: '/data/kitchen', resume: false };

test('a command without placeholders gets the flags of LeRobot, each once', () => {
  expect(recorderCommand(['lerobot-record', '--robot.type=so101', '--dataset.push_to_hub=true'], call)).toEqual([
    'lerobot-record',
    '--robot.type=so101',
    '--dataset.push_to_hub=true',
    '--dataset.root=/data/kitchen',
    "--dataset.single_task=pour the 'milk'",
    '--dataset.num_episodes=5',
    '--dataset.repo_id=rota/kitchen',
    '--resume=false',
  ]);
});

test('a template takes its placeholders and nothing else', () => {
  expect(recorderCommand(['rec', '--n={count}', '{task}', '-o', '{root}/x'], call)).toEqual([
    'rec',
    '--n=5',
    "pour the 'milk'",
    '-o',
    '/data/kitchen/x',
  ]);
});

test('quoted words come back as they were', () => {
  const quoted = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 6 }), (list) => {
      expect(shellWords(list.map(quoted).join('  '))).toEqual(list);
    }),
  );
  expect(shellWords('--robot.cameras="{ front: {type: opencv}}" --id=a\\ b')).toEqual([
    '--robot.cameras={ front: {type: opencv}}',
    '--id=a b',
  ]);
});

test('the log of a recorder tells when it records, resets and starts again', () => {
  expect(
    ['INFO Recording episode 4', 'INFO Reset the environment', 'Re-record episode', 'WARN x'].map(recorderSays),
  ).toEqual([{ what: 'recording', episode: 4 }, { what: 'reset' }, { what: 'again' }, null]);
});
