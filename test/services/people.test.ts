import { beforeAll, describe, expect, test } from 'vitest';
import { membersOf, tokensOf } from '@/db/queries/people';
import { people } from '@/db/schema/people';
import { CreateProgramInput } from '@/server/core/program/schema';
import type { Actor, Context, ProgramContext } from '@/server/services/context';
import { createToken } from '@/server/services/people/create-token';
import { disablePerson } from '@/server/services/people/disable-person';
import { endSessions } from '@/server/services/people/end-sessions';
import { actorOfSession, actorOfToken, asServer, enterProgram } from '@/server/services/people/gate';
import { invite } from '@/server/services/people/invite';
import { resetPassword } from '@/server/services/people/reset-password';
import { revokeToken } from '@/server/services/people/revoke-token';
import { setRoles } from '@/server/services/people/set-roles';
import { signOutEverywhere } from '@/server/services/people/sign-out-everywhere';
import { verifyPassword } from '@/server/services/people/verify-password';
import { createProgram } from '@/server/services/programs/create';
import { testPorts } from '../support/ports';
import { testDatabase } from '../support/test-database';

describe('people of a program', () => {
  const database = testDatabase();
  let server: Context;
  let ctx: ProgramContext;
  let admin: Actor;

  beforeAll(async () => {
    server = asServer(testPorts(database), 'test');
    const passwordHash = await server.passwords.hash('long enough');
    const [row] = await database.db.insert(people).values({ name: 'Ada', passwordHash, isAdmin: true }).returning();
    admin = (await actorOfSession(server, row.id, row.epoch))!;
    const level = (name: string) => ({ key: name, name, levels: [{ name: 'one' }, { name: 'two' }] });
    const input = CreateProgramInput.parse({ name: 'People', factors: [level('task'), level('object')] });
    const { slug } = await createProgram({ ...server, actor: admin }, input);
    ctx = await enterProgram(server, admin, slug, { kind: 'program', roles: ['lead'] });
  });
  const members = () => membersOf(ctx.db, ctx.scope);

  test('the maker of a program is its lead, and the only lead cannot be taken away', async () => {
    expect(await members()).toMatchObject([{ name: 'Ada', roles: ['lead'] }]);
    const away = setRoles(ctx, { personId: admin.personId!, roles: ['operator'] });
    await expect(away).rejects.toMatchObject({ fault: 'conflict' });
  });

  test('an invited person signs in with the password shown once; a known one keeps theirs', async () => {
    const { personId, password } = await invite(ctx, { name: 'Ben', roles: ['operator'] });
    expect(await verifyPassword(ctx, 'ben', password!)).toMatchObject({ id: personId });
    expect(await verifyPassword(ctx, 'ben', 'something else')).toBeNull();
    expect(await invite(ctx, { name: 'BEN', roles: ['lead'] })).toEqual({ personId, password: null });
    expect((await members()).find((member) => member.id === personId)?.roles).toEqual(['operator', 'lead']);
  });

  test('no roles at all means out of the program', async () => {
    const { personId } = await invite(ctx, { name: 'Cleo', roles: ['manager'] });
    await setRoles(ctx, { personId, roles: [] });
    expect((await members()).map((member) => member.name)).not.toContain('Cleo');
  });

  test('a token opens its program until it is revoked, and only its hash is kept', async () => {
    const { id, secret } = await createToken(ctx, { name: 'trainer', scopes: ['read', 'data'] });
    expect(await actorOfToken(server, secret)).toMatchObject({
      tokenId: id,
      tokenScopes: ['read', 'data'],
      tokenProgramId: ctx.scope.programId,
    });
    expect(JSON.stringify(await tokensOf(ctx.db, ctx.scope))).not.toContain(secret);
    await revokeToken(ctx, id);
    expect(await actorOfToken(server, secret)).toBeNull();
    const admins = createToken(ctx, { name: 'root', scopes: ['admin'] });
    await expect(admins).rejects.toMatchObject({ fault: 'invalid' });
  });

  test('a token ends on its day', async () => {
    const { secret } = await createToken(ctx, { name: 'short', scopes: ['read'], expiresInDays: 1 });
    const at = (days: number) => ({ ...server, clock: { now: () => new Date(Date.now() + days * 86_400_000) } });
    expect(await actorOfToken(at(0.9), secret)).not.toBeNull();
    expect(await actorOfToken(at(1.1), secret)).toBeNull();
  });

  test('a new password, ended sessions and signing out everywhere each end the sessions there were', async () => {
    const { personId } = await invite(ctx, { name: 'Dora', roles: ['annotator'] });
    const epochs: number[] = [];
    const endings = [
      () => resetPassword(server, 'dora').then(() => {}),
      () => endSessions(server, personId),
      async () => signOutEverywhere({ ...server, actor: (await actorOfSession(server, personId, epochs.at(-1)!))! }),
    ];
    for (const end of endings) {
      const epoch = (await database.sql`select epoch from people where id = ${personId}`)[0].epoch;
      epochs.push(epoch);
      expect(await actorOfSession(server, personId, epoch)).not.toBeNull();
      await end();
      expect(await actorOfSession(server, personId, epoch)).toBeNull();
    }
    expect(epochs).toEqual([1, 2, 3]);
  });

  test('a disabled person is out at once and may be let in again; nobody disables themselves or the last admin', async () => {
    const { personId, password } = await invite(ctx, { name: 'Eli', roles: ['operator'] });
    await disablePerson(server, { personId, disabled: true });
    expect(await actorOfSession(server, personId, 2)).toBeNull();
    expect(await verifyPassword(server, 'eli', password!)).toBeNull();
    await disablePerson(server, { personId, disabled: false });
    expect(await verifyPassword(server, 'eli', password!)).toMatchObject({ id: personId });
    const last = disablePerson(server, { personId: admin.personId!, disabled: true });
    await expect(last).rejects.toMatchObject({ fault: 'conflict' });
    const self = disablePerson({ ...server, actor: admin }, { personId: admin.personId!, disabled: true });
    await expect(self).rejects.toMatchObject({ fault: 'conflict' });
  });
});
