/** Level names from text with one level a line; blank lines and repeats (whatever their case) are left out. */
export function levelsOfLines(text: string): string[] {
  return distinct(text.split(/\r?\n/));
}

/** A factor as a spreadsheet column shows it. */
export interface PastedFactor {
  name: string;
  levels: string[];
}

/**
 * Factors from a pasted table: the first row names them, each column below lists its levels, as lists of any length or
 * as rows of combinations (a value counts once). Cells are parted by tabs, else by semicolons, else by commas. Columns
 * without a name are left out.
 */
export function factorsOfTable(text: string): PastedFactor[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  const parting = ['\t', ';', ','].find((sign) => lines[0].includes(sign)) ?? '\t';
  const [head, ...rows] = lines.map((line) => line.split(parting).map(bare));
  return head.flatMap((name, column) =>
    name === '' ? [] : [{ name, levels: distinct(rows.map((row) => row[column] ?? '')) }],
  );
}

function bare(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"');
}

function distinct(texts: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const text of texts.map((each) => each.trim())) {
    const key = text.toLowerCase();
    if (text !== '' && !kept.has(key)) kept.set(key, text);
  }
  return [...kept.values()];
}
