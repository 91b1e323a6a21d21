import { expect, test } from 'vitest';
import { CreateTokenInput } from '@/server/core/people/schema';
import { installationHealth } from '@/server/services/installation/health';
import { createToken } from '@/server/services/people/create-token';
import { everyToken } from '@/server/services/people/every-token';
import { revokeAnyToken } from '@/server/services/people/revoke-token';
import { collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

test('the health of the parts is what the machine says now', async () => {
  const { server, ports } = await collecting(database);
  const well = await installationHealth(server);
  expect(well).toMatchObject({ worker: true, dataFolder: ports.host.dataFolder });
  expect(well.database.bytes).toBeGreaterThan(1e6);
  expect(well.disk.freeBytes).toBeGreaterThan(0);
  expect(well.disk.totalBytes).toBeGreaterThan(well.disk.freeBytes);
  const host = {
    ...ports.host,
    missing: () => ['worker'],
    disk: async () => ({ freeBytes: 1e9, totalBytes: 1e12 }),
  };
  expect(await installationHealth({ ...server, host })).toMatchObject({ worker: false, disk: { little: true } });
});

test('tokens of all programs are listed together, and each can be ended', async () => {
  const [one, other] = [await collecting(database), await collecting(database)];
  const make = async (at: typeof one, name: string) =>
    createToken(at.lead, CreateTokenInput.parse({ name, scopes: ['read'] }));
  const [first, second] = [await make(one, 'trainer'), await make(other, 'rig')];
  const listed = async () =>
    (await everyToken(one.server)).map(({ id, program, revokedAt }) => [id, program, !revokedAt]);
  expect(await listed()).toEqual([
    [second.id, other.server.scope.slug, true],
    [first.id, one.server.scope.slug, true],
  ]);
  await revokeAnyToken(one.server, second.id);
  expect(await listed()).toContainEqual([second.id, other.server.scope.slug, false]);
  await expect(revokeAnyToken(one.server, 1_000_000)).rejects.toThrow('no token');
});
