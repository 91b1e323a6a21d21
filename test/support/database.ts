import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { migrateDatabase } from '@/server/supervisor/migrate';

/** Where the migrated template lies that every test file copies: a folder, or a database of a PostgreSQL. */
export type Template = { folder: string; root: string } | { url: string; name: string };

declare module 'vitest' {
  export interface ProvidedContext {
    template: Template;
  }
}

/** Migrates one template for the whole run, embedded by default, in `ROTA_TEST_DATABASE_URL` when that is set. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.ROTA_TEST_DATABASE_URL;
  const { template, remove } = url ? await postgresTemplate(url) : await embeddedTemplate();
  project.provide('template', template);
  return remove;
}

async function embeddedTemplate() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'rota-test-'));
  const folder = path.join(root, 'template');
  const database = await startEmbedded(folder);
  await migrateDatabase({ socket: database.socket });
  await stopEmbedded(database);
  // Copies of failed files stay beside the template; only the template itself is of no use afterwards.
  const remove = async () => {
    rmSync(folder, { recursive: true, force: true });
    if (readdirSync(root).length === 0) rmSync(root, { recursive: true });
  };
  return { template: { folder, root }, remove };
}

async function postgresTemplate(url: string) {
  const name = `rota_template_${process.pid}`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  await migrateDatabase({ url: own.href });
  const remove = async () => {
    await admin`drop database ${admin(name)}`;
    await admin.end();
  };
  return { template: { url, name }, remove };
}
