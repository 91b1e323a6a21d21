import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frame, query, SYNC, text } from '@/db/embedded/framing';
import { type EmbeddedDatabase, FolderInUse, startEmbedded, stopEmbedded } from '@/db/embedded/start';

let folder: string;
let database: EmbeddedDatabase;
const client = (options: postgres.Options<Record<string, never>> = {}) =>
  postgres({ path: database.socket, username: 'postgres', database: 'postgres', onnotice: () => {}, ...options });

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rota-embedded-'));
  database = await startEmbedded(folder);
  const sql = client({ max: 1 });
  await sql`create table notes (owner text not null, n int not null)`;
  await sql.end();
});

afterAll(async () => {
  await stopEmbedded(database);
  rmSync(folder, { recursive: true, force: true });
});

/** A bare client that shows exactly which bytes go out and when. */
function raw(): Promise<{ socket: net.Socket; answered: (last: string) => Promise<string> }> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(database.socket);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
    });
    socket.once('error', reject);
    const parameters = text('user\0postgres\0database\0postgres\0');
    const start = Buffer.alloc(8);
    start.writeInt32BE(8 + parameters.length, 0);
    start.writeInt32BE(196_608, 4);
    const answered = async (last: string) => {
      for (;;) {
        let types = '';
        for (let at = 0; at + 5 <= received.length; at += 1 + received.readInt32BE(at + 1))
          types += String.fromCharCode(received[at]);
        if (types.endsWith(last)) {
          const values = received.toString('latin1');
          received = Buffer.alloc(0);
          return values;
        }
        await new Promise((next) => setTimeout(next, 5));
      }
    };
    socket.once('connect', async () => {
      socket.write(Buffer.concat([start, parameters]));
      await answered('Z');
      resolve({ socket, answered });
    });
  });
}

const parse = (name: string, sql: string) => frame('P', Buffer.concat([text(name), text(sql), Buffer.alloc(2)]));
const bindAndExecute = (name: string) =>
  Buffer.concat([
    frame('B', Buffer.concat([text(''), text(name), Buffer.alloc(6)])),
    frame('E', Buffer.concat([text(''), Buffer.alloc(4)])),
    SYNC,
  ]);

describe('the embedded database', () => {
  test('gives every client only its own values, whatever the others do', async () => {
    const wrong: string[] = [];
    const work = async (number: number) => {
      const owner = `client-${number}`;
      const sql = client({ max: 1 + (number % 3), prepare: number % 2 === 0 });
      for (let n = 0; n < 60; n++) {
        const kind = (n * 7 + number) % 6;
        const mark = randomUUID();
        if (kind === 0) {
          const rows = await sql`select ${mark}::text as mark, ${n}::int as n`;
          if (rows.length !== 1 || rows[0].mark !== mark || rows[0].n !== n)
            wrong.push(`${owner} ${n}: ${JSON.stringify(rows)}`);
        } else if (kind === 1) {
          await sql.begin(async (tx) => {
            await tx`insert into notes values (${mark}, ${n})`;
            const [row] = await tx`select count(*)::int as c, max(n) as n from notes where owner = ${mark}`;
            if (row.c !== 1 || row.n !== n) wrong.push(`${owner} transaction ${n}`);
          });
        } else if (kind === 2) {
          const error = await sql`select 1 / ${0}::int`.catch((e) => e);
          if (error.code !== '22012') wrong.push(`${owner} expected a division by zero: ${error}`);
        } else if (kind === 3) {
          const undone = sql.begin(async (tx) => {
            await tx`insert into notes values (${mark}, ${n})`;
            throw new Error(mark);
          });
          if ((await undone.catch((e) => e.message)) !== mark) wrong.push(`${owner} undone ${n}`);
          const [row] = await sql`select count(*)::int as c from notes where owner = ${mark}`;
          if (row.c !== 0) wrong.push(`${owner} saw an undone row`);
        } else if (kind === 4) {
          const leaving = await raw();
          leaving.socket.write(query(`begin; insert into notes values ('${mark}', ${n})`));
          leaving.socket.destroy();
          const [row] = await sql`select count(*)::int as c from notes where owner = ${mark}`;
          if (row.c !== 0) wrong.push(`${owner} saw a row of a client that left`);
        } else {
          const answers = await Promise.all([sql`select ${mark}::text as a`, sql`select ${`${mark}!`}::text as a`]);
          if (answers[0][0].a !== mark || answers[1][0].a !== `${mark}!`) wrong.push(`${owner} pipelined ${n}`);
        }
      }
      await sql.end();
    };
    await Promise.all(Array.from({ length: 9 }, (_, i) => work(i)));
    expect(wrong).toEqual([]);
  });

  test('keeps apart the prepared statements of two clients that chose the same name', async () => {
    const [a, b] = await Promise.all([raw(), raw()]);
    a.socket.write(Buffer.concat([parse('same', "select 'of a'"), SYNC]));
    await a.answered('Z');
    b.socket.write(Buffer.concat([parse('same', "select 'of b'"), SYNC]));
    expect(await b.answered('Z')).not.toContain('already exists');
    a.socket.write(bindAndExecute('same'));
    b.socket.write(bindAndExecute('same'));
    expect(await a.answered('Z')).toContain('of a');
    expect(await b.answered('Z')).toContain('of b');
    a.socket.destroy();
    b.socket.destroy();
    const sql = client({ max: 1, prepare: false });
    await expect.poll(async () => (await sql`select name from pg_prepared_statements`).length).toBe(0);
    await sql.end();
  });

  test('understands a message cut into single bytes', async () => {
    const { socket, answered } = await raw();
    for (const byte of query("select 'whole'")) {
      socket.write(Buffer.of(byte));
      await new Promise((next) => setImmediate(next));
    }
    expect(await answered('Z')).toContain('whole');
    socket.destroy();
  });

  test('makes others wait while a client is inside a transaction and undoes it when the client leaves', async () => {
    const holder = await raw();
    holder.socket.write(query("begin; insert into notes values ('left', 1)"));
    await holder.answered('Z');
    const sql = client({ max: 1 });
    let answered = false;
    const waiting = sql`select count(*)::int as c from notes where owner = 'left'`.then((rows) => {
      answered = true;
      return rows[0].c;
    });
    await new Promise((next) => setTimeout(next, 150));
    expect(answered).toBe(false);
    holder.socket.destroy();
    expect(await waiting).toBe(0);
    await sql.end();
  });

  test('refuses COPY with an error and goes on', async () => {
    const sql = client({ max: 1 });
    for (const statement of ['copy notes from stdin', '/* a */ -- b\n COPY notes to stdout']) {
      await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '0A000' });
    }
    expect((await sql`select 1 as one`)[0].one).toBe(1);
    await sql.end();
  });

  test('answers a client that asks for encryption with a plain no', async () => {
    const socket = net.connect(database.socket);
    const ask = Buffer.alloc(8);
    ask.writeInt32BE(8, 0);
    ask.writeInt32BE(80_877_103, 4);
    socket.write(ask);
    expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toBe('N');
    socket.destroy();
  });

  test('refuses a second process on the same folder', async () => {
    await expect(startEmbedded(folder)).rejects.toBeInstanceOf(FolderInUse);
  });

  test('heals after a kill and keeps every committed row', async () => {
    const sql = client({ max: 1 });
    await sql`insert into notes select 'kept', generate_series(1, 500)`;
    await sql.end({ timeout: 0 });
    const ended = new Promise((resolve) => database.child.once('exit', resolve));
    database.child.kill('SIGKILL');
    await ended;
    database = await startEmbedded(folder);
    const again = client({ max: 1 });
    expect((await again`select count(*)::int as c from notes where owner = 'kept'`)[0].c).toBe(500);
    await again.end();
  });

  test('ends its process when the engine dies, so that a supervisor can start it again', async () => {
    const ended = new Promise((resolve) => database.child.once('exit', resolve));
    const dying = await raw();
    dying.socket.write(query('select 1; copy notes from stdin'));
    expect(await ended).toBe(1);
    database = await startEmbedded(folder);
    const sql = client({ max: 1 });
    expect((await sql`select 1 as one`)[0].one).toBe(1);
    await sql.end();
  });
});
