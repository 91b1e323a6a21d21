import path from 'node:path';
import { z } from 'zod';
import { embeddedLocation } from '@/db/embedded/location';

const Env = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  ROTA_DATA: z.string().default('.rota'),
  /** A PostgreSQL to use instead of the embedded database. */
  DATABASE_URL: z.string().optional(),
  /** Unix socket of the embedded database, set by the supervisor. */
  ROTA_SOCKET: z.string().optional(),
  ROTA_UPLOAD_MB: z.coerce.number().positive().default(200),
  /** Folder on the server that recordings may be imported from without uploading. */
  ROTA_IMPORT_FOLDER: z.string().optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  NEXTAUTH_URL: z.string().optional(),
  /** `none` leaves a first start empty but for an admin. */
  ROTA_FILL: z.enum(['first-program', 'none']).default('first-program'),
  ROTA_ADMIN_PASSWORD: z.string().optional(),
  /** Where the built pages lie. */
  ROTA_DIST: z.string().default('.next'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Environment {
  port: number;
  /** Absolute. */
  dataFolder: string;
  importFolder: string;
  uploadBytes: number;
  database: { url: string } | { socket: string };
  secret: string | undefined;
  baseUrl: string;
  fill: 'first-program' | 'none';
  adminPassword: string | undefined;
  /** Relative to the project. */
  buildFolder: string;
  logLevel: string;
}

let known: Environment | undefined;

/** The process environment, checked once. The only reader of `process.env` outside the supervisor and the CLI. */
export function environment(): Environment {
  if (known) return known;
  const parsed = Env.safeParse(process.env);
  if (!parsed.success) {
    throw new Error(
      `The environment cannot be used: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  }
  const env = parsed.data;
  const dataFolder = path.resolve(/* turbopackIgnore: true */ env.ROTA_DATA);
  known = {
    port: env.PORT,
    dataFolder,
    importFolder: path.resolve(/* turbopackIgnore: true */ env.ROTA_IMPORT_FOLDER ?? path.join(dataFolder, 'import')),
    uploadBytes: env.ROTA_UPLOAD_MB * 1024 * 1024,
    database: env.DATABASE_URL
      ? { url: env.DATABASE_URL }
      : { socket: env.ROTA_SOCKET ?? embeddedLocation(dataFolder).socket },
    secret: env.NEXTAUTH_SECRET,
    baseUrl: env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`,
    fill: env.ROTA_FILL,
    adminPassword: env.ROTA_ADMIN_PASSWORD,
    buildFolder: env.ROTA_DIST,
    logLevel: env.LOG_LEVEL,
  };
  return known;
}
