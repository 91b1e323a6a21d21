import { uploadsById } from '@/db/queries/checkpoints';
import type { MemberInput, ModelFile } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import { beside, fileName } from '@/server/core/policy/file-names';
import { onnxFacts } from '@/server/core/policy/onnx-facts';
import type { ProgramContext } from '../context';

/** A model in the artifact store with the files that hold its weights. */
export interface KeptMember {
  name: string;
  artifactKey: string;
  bytes: number;
  /** Artifact keys by the file name the graph asks for. */
  externalData: Record<string, string>;
  artifacts: { key: string; bytes: number; mediaType: string }[];
}

const MODEL = 'application/onnx';
const WEIGHTS = 'application/octet-stream';

interface Found {
  /** Path or name as the person knows it. */
  called: string;
  path: string;
}

async function find(ctx: ProgramContext, file: ModelFile): Promise<Found> {
  if ('importPath' in file) return { called: file.importPath, path: await ctx.storage.resolveImport(file.importPath) };
  const [upload] = await uploadsById(ctx.db, ctx.scope, [file.uploadId]);
  if (!upload)
    throw new DomainError('not_found', `There is no upload ${file.uploadId} in this program. Upload the file again.`);
  return { called: upload.name, path: upload.path };
}

/**
 * Puts a member's files into the artifact store. Weights that lie beside a model in the import folder are found by
 * the names the model asks for. Throws DomainError not_found for an unknown upload, invalid when the file is no ONNX
 * model or weights are missing.
 */
export async function keepMember(ctx: ProgramContext, input: MemberInput): Promise<KeptMember> {
  const model = await find(ctx, input.file);
  const name = input.name || fileName(model.called).replace(/\.onnx$/i, '');
  const stored = await ctx.artifacts.putFile(model.path);
  const { externalData: wanted } = onnxFacts(await ctx.artifacts.get(stored.key), fileName(model.called));
  const given = new Map<string, Found>();
  for (const file of input.externalData) {
    const found = await find(ctx, file);
    given.set(fileName(found.called), found);
  }
  const kept: KeptMember = {
    name,
    artifactKey: stored.key,
    bytes: stored.bytes,
    externalData: {},
    artifacts: [{ ...stored, mediaType: MODEL }],
  };
  for (const location of wanted) {
    const weights = given.get(fileName(location)) ?? (await weightsBeside(ctx, input.file, location));
    if (!weights)
      throw new DomainError(
        'invalid',
        `${name} keeps its weights in "${location}", which was not added. Add that file together with the model. Nothing was registered.`,
      );
    const stored = await ctx.artifacts.putFile(weights.path);
    kept.externalData[location] = stored.key;
    kept.artifacts.push({ ...stored, mediaType: WEIGHTS });
  }
  return kept;
}

async function weightsBeside(ctx: ProgramContext, file: ModelFile, location: string): Promise<Found | null> {
  if (!('importPath' in file)) return null;
  const called = beside(file.importPath, location);
  return ctx.storage.resolveImport(called).then(
    (found) => ({ called, path: found }),
    () => null,
  );
}

/** Lays members out as files, each in a folder of its own with its weights beside it; calls `use` with the model paths and cleans up. */
export async function withModelFiles<T>(
  ctx: ProgramContext,
  members: readonly Pick<KeptMember, 'artifactKey' | 'externalData'>[],
  use: (paths: string[]) => Promise<T>,
): Promise<T> {
  const files: Record<string, string> = {};
  members.forEach((member, m) => {
    files[`${m}/model.onnx`] = member.artifactKey;
    for (const [location, key] of Object.entries(member.externalData)) files[`${m}/${location}`] = key;
  });
  const laid = await ctx.artifacts.layOut(files);
  try {
    return await use(members.map((_, m) => `${laid.folder}/${m}/model.onnx`));
  } finally {
    await laid.remove();
  }
}
