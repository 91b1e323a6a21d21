import { expect, test } from 'vitest';
import { countsOfPlaywright, countsOfVitest, judged, total } from '../support/counts';

test('a test file that could not be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  expect(countsOfVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('an error outside of browser tests counts as a failure', () => {
  const report = { stats: { expected: 2, flaky: 1, unexpected: 1, skipped: 4 }, errors: [{}] };
  expect(countsOfPlaywright(report)).toEqual({ passed: 3, failed: 2, skipped: 4 });
});

test.each([
  ['a missing report', undefined, 0],
  ['a bad exit without a failed test', { passed: 3, failed: 0, skipped: 0 }, 1],
  ['a run of no tests', { passed: 0, failed: 0, skipped: 0 }, 0],
])('%s is a failure', (_, counts, code) => {
  expect(judged(counts, code).failed).toBe(1);
});

test('good runs are left as they are, and runs add up', () => {
  const good = { passed: 3, failed: 0, skipped: 1 };
  expect(judged(good, 0)).toEqual(good);
  expect(total([good, good])).toEqual({ passed: 6, failed: 0, skipped: 2 });
});
