import { expect, test } from 'vitest';
import { rulesFromCsv } from '@/server/core/recording/list-csv';

const factors = [
  { key: 'task', name: 'Task', levels: ['pour'] },
  { key: 'place', name: 'Environment', levels: ['kitchen'] },
];

test('columns are found by key or by name, empty cells stay open, outcomes come along', () => {
  const text = 'episode_index,TASK,environment,outcome\n0,pour,kitchen,success\n7,,"hall, north",\n';
  expect(rulesFromCsv(text, factors)).toEqual({
    episodes: 2,
    rules: {
      task: { by: 'list', levels: { '0': 'pour' } },
      place: { by: 'list', levels: { '0': 'kitchen', '7': 'hall, north' } },
    },
    outcome: { from: 'list', outcomes: { '0': 'success', '7': 'unknown' } },
  });
});

test('a list without episode_index, without a factor, or with an odd outcome is refused in words', () => {
  expect(() => rulesFromCsv('task\npour', factors)).toThrow(/has to be episode_index/);
  expect(() => rulesFromCsv('episode_index,colour\n0,red', factors)).toThrow(/name one task, place or outcome/);
  expect(() => rulesFromCsv('episode_index,outcome\n3,maybe', factors)).toThrow(/Episode 3 has the outcome "maybe"/);
});
