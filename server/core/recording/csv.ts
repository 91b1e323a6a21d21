import { DomainError } from '../errors';

/** Records of a CSV text (RFC 4180, first line the header) by column name. Throws DomainError invalid with the line of a record that is too long. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header = [], ...lines] = cells(text.replace(/^\uFEFF/, '')).filter((line) => line.some((cell) => cell !== ''));
  const names = header.map((name) => name.trim());
  return lines.map((line, at) => {
    if (line.length > names.length)
      throw new DomainError(
        'invalid',
        `Record ${at + 1} of the CSV has ${line.length} cells, its header ${names.length}.`,
      );
    return Object.fromEntries(names.map((name, column) => [name, (line[column] ?? '').trim()]));
  });
}

function cells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g;
  for (const [whole, quoted, plain, end] of text.matchAll(pattern)) {
    if (whole === '' && line.length === 0) break;
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
