import { insertAudit } from '@/db/queries/record';
import { uploads } from '@/db/schema/recordings';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

export interface IncomingFile {
  name: string;
  /** What the sender declares; 0 when unknown. */
  declaredBytes: number;
  body: AsyncIterable<Uint8Array>;
}

/** Keeps an uploaded file until it is imported. Throws DomainError invalid above the upload limit, naming the other ways in. */
export async function storeUpload(
  ctx: ProgramContext,
  file: IncomingFile,
): Promise<{ uploadId: string; bytes: number }> {
  const limit = ctx.storage.uploadLimit;
  if (file.declaredBytes > limit) {
    throw new DomainError(
      'invalid',
      `"${file.name}" has ${Math.ceil(file.declaredBytes / 1024 / 1024)} MB; uploads end at ${Math.floor(limit / 1024 / 1024)} MB and nothing of it was kept. Copy it into the server's import folder ${ctx.storage.importFolder} and import it from there, here or with \`rota import --server-path NAME\`.`,
    );
  }
  const id = ctx.secrets.newId();
  const stored = await ctx.storage.receive(id, file.name, file.body);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(uploads).values({
      id,
      programId: ctx.scope.programId,
      name: file.name,
      path: stored.path,
      bytes: stored.bytes,
      uploadedBy: ctx.actor.personId,
    });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'imports.upload',
      subject: file.name,
      details: { bytes: stored.bytes },
    });
  });
  return { uploadId: id, bytes: stored.bytes };
}
