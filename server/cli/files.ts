import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Misused } from './terminal';

/** The text of a file, of standard input for `-`. Throws Misused when it cannot be read. */
export async function textOf(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Misused(
      error.code === 'ENOENT'
        ? `There is no file ${file}.`
        : `${file} cannot be read (${error.code ?? error.message}).`,
    );
  });
}

/** A JSON file's content; `-` is standard input. Throws Misused when it cannot be read or is not JSON. */
export async function jsonOf(file: string): Promise<unknown> {
  const content = await textOf(file);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Misused(`${file} is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
}

/** As `jsonOf`, for a file that has to hold one object. */
export async function objectOf(file: string): Promise<object> {
  const content = await jsonOf(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new Misused(`${file} has to hold one JSON object.`);
  return content;
}

/** Rows of a JSON array, or of a CSV whose first line names the columns; empty cells are left out. Throws Misused. */
export async function rowsOf(file: string): Promise<Record<string, unknown>[]> {
  if (!file.toLowerCase().endsWith('.csv')) {
    const content = await jsonOf(file);
    if (!Array.isArray(content)) throw new Misused(`${file} has to hold a JSON array.`);
    return content;
  }
  const [head, ...lines] = (await textOf(file))
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(cellsOf);
  if (!head) throw new Misused(`${file} is empty; its first line names the columns.`);
  return lines.map((cells) =>
    Object.fromEntries(head.flatMap((name, c) => (cells[c] ? [[name.trim(), typed(cells[c])]] : []))),
  );
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain.trim(),
  );
}

const typed = (cell: string) => (/^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell);
