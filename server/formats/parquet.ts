import { open, stat } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { DomainError } from '@/server/core/errors';

/** An opened parquet file: its footer is in memory, its columns stay on disk. */
export interface ParquetFile {
  path: string;
  rows: number;
  /** Names of the top-level columns, in file order. */
  columns: string[];
  /** First row of each row group and, last, the number of rows. */
  groupStarts: number[];
  buffer: AsyncBuffer;
  metadata: FileMetaData;
}

/** Decoded values of one column; nested lists where the column is a list, null where a value is absent. */
export type Column = unknown[];

const COMPRESSORS = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
};

/** Reads the footer. Throws DomainError invalid with a sentence that says missing, without a footer, or unreadable. */
export async function openParquet(path: string): Promise<ParquetFile> {
  const size = await stat(path).then(
    (entry) => entry.size,
    () => null,
  );
  if (size === null) throw new DomainError('invalid', `${path} is missing.`);
  const buffer = fileBuffer(path, size);
  if (!(await endsWithMagic(buffer)))
    throw new DomainError(
      'invalid',
      `${path} has no parquet footer (${size} bytes): the recording or the copy was cut short.`,
    );
  const metadata = await parquetMetadataAsync(buffer).catch((error: Error) => {
    throw new DomainError('invalid', `${path} has a damaged parquet footer: ${error.message}.`);
  });
  const groupStarts = [0];
  for (const group of metadata.row_groups)
    groupStarts.push(groupStarts[groupStarts.length - 1] + Number(group.num_rows));
  return { path, rows: Number(metadata.num_rows), columns: topLevelNames(metadata), groupStarts, buffer, metadata };
}

/**
 * Values of `columns` over rows [from, to), each of length to − from; only the row groups and columns named are read.
 * Throws DomainError invalid where a column is absent or its pages are damaged.
 */
export async function readColumns(
  file: ParquetFile,
  columns: readonly string[],
  from = 0,
  to = file.rows,
): Promise<Map<string, Column>> {
  const absent = columns.filter((name) => !file.columns.includes(name));
  if (absent.length > 0) throw new DomainError('invalid', `${file.path} has no column ${absent.join(', ')}.`);
  const found = new Map(columns.map((name) => [name, new Array<unknown>(Math.max(0, to - from)).fill(null)]));
  if (columns.length === 0 || to <= from) return found;
  await parquetRead({
    file: file.buffer,
    metadata: file.metadata,
    columns: [...columns],
    rowStart: from,
    rowEnd: to,
    utf8: false,
    compressors: COMPRESSORS,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const target = found.get(columnName);
      if (!target) return;
      const first = Math.max(from, rowStart);
      const last = Math.min(to, rowStart + columnData.length);
      for (let row = first; row < last; row++) target[row - from] = columnData[row - rowStart];
    },
  }).catch((error: Error) => {
    throw new DomainError('invalid', `${file.path} cannot be read: ${error.message}.`);
  });
  return found;
}

/** A parquet integer as a number; null for null, NaN and what does not fit a double exactly. */
export function integerOf(value: unknown): number | null {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : null;
  }
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function topLevelNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  const skipSubtree = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at].num_children ?? 0); child++) next = skipSubtree(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skipSubtree(at)) names.push(schema[at].name);
  return names;
}

async function endsWithMagic(buffer: AsyncBuffer): Promise<boolean> {
  if (buffer.byteLength < 12) return false;
  const tail = await buffer.slice(buffer.byteLength - 4, buffer.byteLength);
  return Buffer.from(tail).toString('latin1') === 'PAR1';
}

function fileBuffer(path: string, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const handle = await open(path, 'r');
      try {
        const bytes = new ArrayBuffer(Math.max(0, end - start));
        await handle.read(new Uint8Array(bytes), 0, bytes.byteLength, start);
        return bytes;
      } finally {
        await handle.close();
      }
    },
  };
}
