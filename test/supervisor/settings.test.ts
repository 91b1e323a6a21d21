import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddedLocation } from '@/db/embedded/location';
import { takeLock } from '@/db/embedded/lock';
import { sourceHash } from '@/server/supervisor/build';
import { claimPort, openDataFolder, secretIn, settingsFrom } from '@/server/supervisor/settings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rota-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('settings', () => {
  test('default to port 3000 and .rota, and an empty DATABASE_URL means the embedded database', () => {
    const settings = settingsFrom({ NODE_ENV: 'test', DATABASE_URL: '' });
    expect(settings).toEqual({
      port: 3000,
      dataFolder: path.resolve('.rota'),
      databaseUrl: undefined,
      address: 'http://localhost:3000',
    });
  });

  test.each(['0', 'abc', '70000', '3000.5'])('refuse PORT=%s with a sentence', (PORT) => {
    expect(() => settingsFrom({ NODE_ENV: 'test', PORT })).toThrow(/must be a number from 1 to 65535/);
  });

  test('say which port is taken and how to choose another', async () => {
    const server = net.createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, () => resolve((server.address() as net.AddressInfo).port)),
    );
    await expect(claimPort(port)).rejects.toThrow(`Port ${port} is taken`);
    await new Promise((resolve) => server.close(resolve));
    await expect(claimPort(port)).resolves.toBeUndefined();
  });

  test('say that a data folder cannot be written', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => openDataFolder(path.join(folder, 'file', 'data'))).toThrow(/cannot be written/);
  });
});

describe('the secret', () => {
  test('is made once, long, and readable by its owner alone', () => {
    const secret = secretIn(folder);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(secretIn(folder)).toBe(secret);
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('is made again when a killed start left it empty', () => {
    writeFileSync(path.join(folder, 'secret'), '');
    const secret = secretIn(folder);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(secretIn(folder)).toBe(secret);
  });
});

describe('the hash of the sources', () => {
  beforeEach(() => {
    mkdirSync(path.join(folder, 'app'));
    writeFileSync(path.join(folder, 'app/page.tsx'), 'a');
    writeFileSync(path.join(folder, 'package-lock.json'), '{}');
  });

  test('changes with contents, names and the lock, not with dates or other files', () => {
    const seen = [sourceHash(folder)];
    utimesSync(path.join(folder, 'app/page.tsx'), 1, 1);
    writeFileSync(path.join(folder, 'README.md'), 'x');
    expect(sourceHash(folder)).toBe(seen[0]);
    for (const [name, content] of [
      ['app/page.tsx', 'b'],
      ['app/more.tsx', 'b'],
      ['package-lock.json', '{ }'],
    ]) {
      writeFileSync(path.join(folder, name), content);
      seen.push(sourceHash(folder));
    }
    expect(new Set(seen).size).toBe(4);
  });
});

describe('the lock of a data folder', () => {
  test.each([
    ['the process of its owner is gone', '4194304999 123'],
    ['its process id belongs to someone else now', `${process.ppid} 1`],
    ['its owner was killed while writing it', ''],
  ])('heals when %s', (_, content) => {
    const file = path.join(folder, 'lock');
    writeFileSync(file, content);
    expect(takeLock(file)).toBe(true);
  });

  test('keeps its socket short however deep the folder lies, and one folder has one socket', () => {
    const deep = path.join(folder, 'deep'.repeat(40));
    const { socket } = embeddedLocation(deep);
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    expect(embeddedLocation(deep).socket).toBe(socket);
    expect(embeddedLocation(`${deep}er`).socket).not.toBe(socket);
    expect(embeddedLocation(folder).socket).toBe(path.join(folder, 'run', '.s.PGSQL.5432'));
  });
});
