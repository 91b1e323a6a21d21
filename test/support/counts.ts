/** The counts of one run of tests. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What is read of a vitest JSON report. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** What is read of a Playwright JSON report. */
interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number; skipped: number };
  errors: unknown[];
}

/** Counts of a vitest JSON report. A file that could not be loaded counts as one failure. */
export function countsOfVitest(report: VitestReport): Counts {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of a Playwright JSON report. An error outside of tests counts as one failure. */
export function countsOfPlaywright({ stats, errors }: PlaywrightReport): Counts {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** What a run proves: no report, a bad exit without a failure, and nothing run at all are failures too. */
export function judged(counts: Counts | undefined, exitCode: number | null): Counts {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  const proves = counts.failed > 0 || (exitCode === 0 && counts.passed + counts.skipped > 0);
  return proves ? counts : { ...counts, failed: 1 };
}

/** The sum of several runs. */
export function total(runs: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => runs.reduce((all, run) => all + run[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
