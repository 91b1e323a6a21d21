/** Part of a file: its first and its last byte, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * What a Range header asks of `size` bytes: one part, null for all of it (no header, or one that is not understood, as RFC 9110
 * §14.2 wants), or `unsatisfiable`. Of several parts the first is served.
 */
export function byteRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const asked = /^bytes=(\d*)-(\d*)/.exec(header ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return null;
  const [, from, to] = asked;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return first < size && first <= last ? { first, last } : 'unsatisfiable';
}
