import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { keepRunning, pauseAfter } from '@/server/supervisor/kept-child';

const node = (source: string) => spawn(process.execPath, ['-e', source], { stdio: 'ignore' });

test('the pause before a new start doubles up to half a minute', () => {
  expect([0, 1, 2, 3].map(pauseAfter)).toEqual([500, 1000, 2000, 4000]);
  expect(pauseAfter(50)).toBe(30_000);
});

test('a killed child is started again, and a stopped one is not', async () => {
  let starts = 0;
  const kept = await keepRunning('test', () => {
    starts++;
    return node('setInterval(() => {}, 1000)');
  });
  const first = kept.current();
  first?.kill('SIGKILL');
  await expect.poll(() => starts, { timeout: 60_000 }).toBe(2);
  expect(kept.current()).not.toBe(first);
  await kept.stop(1000);
  const second = kept.current();
  expect(second?.signalCode ?? second?.exitCode).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(starts).toBe(2);
});

test('a retired child is not started again when it ends by itself', async () => {
  let starts = 0;
  const kept = await keepRunning('test', () => {
    starts++;
    return node('setInterval(() => {}, 1000)');
  });
  kept.retire();
  const child = kept.current();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGINT');
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(starts).toBe(1);
});

test('a child that ignores SIGTERM is ended all the same', async () => {
  const child = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)",
  ]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const kept = await keepRunning('test', () => child);
  await kept.stop(200);
  expect(child.signalCode).toBe('SIGKILL');
});
