/** One or two letters that stand for `name` where there is no picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...(words[0] ?? '–')].slice(0, 2);
  return letters.join('').toUpperCase();
}
