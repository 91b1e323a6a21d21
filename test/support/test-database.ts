import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, inject, onTestFailed } from 'vitest';
import { type Connection, connect } from '@/db/client';
import { startEmbedded, stopEmbedded } from '@/db/embedded/start';
import type { Template } from './database';

/** A migrated, empty database of the test file's own; use it inside tests and hooks only. */
export interface TestDatabase extends Connection {
  /** What `connect` takes, for further connections. */
  where: { url: string } | { socket: string };
}

interface Opened {
  where: TestDatabase['where'];
  /** Ends it; keeps the data when asked to and says where. */
  end(keep: boolean): Promise<void>;
}

/**
 * Gives the test file (or the describe block) that calls it a database of its own, copied from the template
 * before its tests and dropped after them, or kept and named when one of them failed.
 */
export function testDatabase(): TestDatabase {
  let opened: Opened | undefined;
  let connection: Connection | undefined;
  let failed = false;
  beforeAll(async () => {
    const template = inject('template');
    opened = 'folder' in template ? await copyFolder(template) : await copyDatabase(template);
    connection = connect(opened.where, 4);
  });
  beforeEach(() => {
    onTestFailed(() => {
      failed = true;
    });
  });
  afterAll(async () => {
    await connection?.close();
    await opened?.end(failed);
  });
  const live = () => {
    if (!connection || !opened) throw new Error('The test database is there inside tests and hooks only.');
    return { ...connection, where: opened.where };
  };
  return {
    get db() {
      return live().db;
    },
    get sql() {
      return live().sql;
    },
    get where() {
      return live().where;
    },
    close: () => live().close(),
  };
}

async function copyFolder({ folder, root }: Extract<Template, { folder: string }>): Promise<Opened> {
  const own = mkdtempSync(path.join(root, 'file-'));
  cpSync(folder, own, { recursive: true });
  const database = await startEmbedded(own);
  return {
    where: { socket: database.socket },
    async end(keep) {
      await stopEmbedded(database);
      if (keep) console.error(`The database of the failed tests is kept in ${own}.`);
      else rmSync(own, { recursive: true, force: true });
    },
  };
}

let databases = 0;

async function copyDatabase({ url, name }: Extract<Template, { url: string }>): Promise<Opened> {
  const own = `${name}_${process.pid}_${++databases}`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(own)} template ${admin(name)}`;
  const where = new URL(url);
  where.pathname = `/${own}`;
  return {
    where: { url: where.href },
    async end(keep) {
      if (keep) console.error(`The database of the failed tests is kept as ${own}.`);
      else await admin`drop database ${admin(own)} with (force)`;
      await admin.end();
    },
  };
}
