import type { Command } from 'commander';

/** Where a command reads its environment and writes its words. */
export interface Terminal {
  env: Record<string, string | undefined>;
  /** Standard output: results. */
  write(text: string): void;
  /** Standard error: refusals and progress. */
  complain(text: string): void;
  /** Whether standard error is a screen on which a line may be written over. */
  live: boolean;
}

/** What the person typed cannot be used as it is: exit code 2. */
export class Misused extends Error {}

/** The server did as it was told, but what came of it is a failure: exit code 1. */
export class Failed extends Error {}

/** Writes a result: with --json the value alone, else the lines. */
export function show(terminal: Terminal, command: Command, value: unknown, lines: readonly string[]): void {
  if (command.optsWithGlobals().json) terminal.write(`${JSON.stringify(value, null, 2)}\n`);
  else for (const line of lines) terminal.write(`${line}\n`);
}

/** Rows as columns of equal width, the head first; a table without rows is one sentence. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[], empty: string): string[] {
  if (rows.length === 0) return [empty];
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '—')));
  const widths = head.map((_, c) => Math.max(...cells.map((row) => row[c].length)));
  return cells.map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c]))
      .join('  ')
      .trimEnd(),
  );
}

/** A line of progress: written over on a screen, and only every so often elsewhere. */
export function progressLine(terminal: Terminal, everyMs = 5000): { say(line: string): void; end(): void } {
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    say(line) {
      if (terminal.live) terminal.complain(`\r\x1b[K${line}`);
      else if (performance.now() - saidAt >= everyMs) {
        saidAt = performance.now();
        terminal.complain(`${line}\n`);
      }
    },
    end() {
      if (terminal.live) terminal.complain('\r\x1b[K');
    },
  };
}
