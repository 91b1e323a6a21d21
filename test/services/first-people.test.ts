import { expect, test } from 'vitest';
import { membersOf } from '@/db/queries/people';
import { people } from '@/db/schema/people';
import { CreateProgramInput } from '@/server/core/program/schema';
import { asServer, enterProgram } from '@/server/services/people/gate';
import { DEMONSTRATION_PEOPLE, makeFirstPeople } from '@/server/services/people/make-first-people';
import { verifyPassword } from '@/server/services/people/verify-password';
import { createProgram } from '@/server/services/programs/create';
import { testPorts } from '../support/ports';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const factors = ['task', 'object'].map((key) => ({ key, name: key, levels: [{ name: 'a' }, { name: 'b' }] }));

test('the first people sign in with the passwords shown, once, and take their roles in the first program', async () => {
  const ports = testPorts(database);
  const server = asServer(ports, 'first start');
  const made = await makeFirstPeople(server, { adminPassword: 'given by the owner', demonstration: true });
  expect(made.map(({ name }) => name)).toEqual(['admin', 'operator', 'lead', 'manager', 'annotator', 'engineer']);
  expect(made[0].password).toBe('given by the owner');
  expect(new Set(made.map(({ password }) => password)).size).toBe(6);
  for (const { name, password } of made)
    expect(await verifyPassword(ports, name, password)).toMatchObject({ name, isAdmin: name === 'admin' });
  const stored = await database.db.select().from(people);
  expect(stored.every(({ passwordHash }) => passwordHash.startsWith('$argon2id$'))).toBe(true);

  expect(await makeFirstPeople(server, { adminPassword: undefined, demonstration: true })).toEqual([]);
  expect(await database.db.select().from(people)).toHaveLength(6);

  const { slug, passwords } = await createProgram(
    server,
    CreateProgramInput.parse({ name: 'First', factors, people: DEMONSTRATION_PEOPLE }),
  );
  expect(passwords).toEqual([]);
  const { scope } = await enterProgram(ports, server.actor, slug, { kind: 'program', roles: ['lead'] });
  expect((await membersOf(ports.db, scope)).map(({ name, roles }) => [name, roles])).toEqual(
    ['annotator', 'engineer', 'lead', 'manager', 'operator'].map((role) => [role, [role]]),
  );
});
