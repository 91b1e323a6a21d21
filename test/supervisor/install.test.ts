import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  installationOf,
  installProblem,
  missingPackages,
  nodeProblem,
  wasCutOff,
} from '@/server/supervisor/install.mjs';

test('an installation that packages were deleted from is not whole, whatever other machines would need', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-install-'));
  const lock = JSON.stringify({
    packages: {
      '': {},
      'node_modules/here': {},
      'node_modules/here/node_modules/deep': {},
      'node_modules/@other/machine': { optional: true },
    },
  });
  for (const name of ['here', 'here/node_modules/deep']) {
    mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), '{}');
  }
  expect(missingPackages(lock, folder)).toEqual([]);
  rmSync(path.join(folder, 'node_modules/here/node_modules/deep/package.json'));
  expect(missingPackages(lock, folder)).toEqual(['node_modules/here/node_modules/deep']);
  rmSync(folder, { recursive: true });
});

test('an installation that was killed is known by what npm had not written yet, or by what it was begun with', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-install-'));
  expect(wasCutOff(path.join(folder, 'none'))).toBe(false);
  expect(wasCutOff(folder)).toBe(true);
  writeFileSync(path.join(folder, '.package-lock.json'), '{}');
  expect(wasCutOff(folder)).toBe(false);
  writeFileSync(path.join(folder, '.rota-installing'), '');
  expect(wasCutOff(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});

test('another lock or another Node asks for another installation', () => {
  const marks = [installationOf('a', '20.19.0'), installationOf('b', '20.19.0'), installationOf('a', '22.0.0')];
  expect(new Set(marks).size).toBe(3);
});

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s is new enough', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(['18.20.0', '20.18.3'])('Node %s is told to be too old', (version) => {
  expect(nodeProblem(version)).toMatch(/needs Node 20\.19 or newer/);
});

test.each([
  ['npm error ENOSPC: no space left on device', /disk is full/],
  ['npm error code ENOTFOUND', /registry is not reachable/],
  ['npm error code EROFS', /could not be written/],
  ['npm error something else', /npm says why above/],
])('npm\'s "%s" becomes a sentence', (output, sentence) => {
  expect(installProblem(output)).toMatch(sentence);
});
