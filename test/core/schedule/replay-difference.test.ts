import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propose } from '@/server/core/schedule/propose';
import { addedSince, replayDifferences } from '@/server/core/schedule/replay-difference';
import { grid, scoredInput } from './pools';

const proposal = propose(scoredInput(grid([6, 5, 5]), { demonstrations: 30, blockSize: 5 }));

describe('a replay', () => {
  it('of the same decision differs nowhere, whatever else is stored beside its summary', () => {
    const summary = { ...proposal.summary, changeovers: 9 };
    expect(replayDifferences({ ...proposal, summary }, JSON.parse(JSON.stringify(proposal)))).toEqual([]);
  });

  it('names the pick and the field of every change, and nothing else', () => {
    const at = fc.nat(proposal.picks.length - 1);
    fc.assert(
      fc.property(at, fc.double({ noNaN: true }), (place, score) => {
        const picks = proposal.picks.map((pick, i) =>
          i === place ? { ...pick, reason: { ...pick.reason, score } } : pick,
        );
        const found = replayDifferences(proposal, { ...proposal, picks });
        const before = proposal.picks[place].reason.score;
        expect(found).toEqual(
          score === before
            ? []
            : [{ pick: place + 1, field: 'reason.score', stored: String(before), replayed: JSON.stringify(score) }],
        );
      }),
    );
  });

  it('is the same decision where only fields that were not kept then are missing, and is not where a pick is', () => {
    const { optimum: _, ...summary } = proposal.summary;
    const picks = proposal.picks.map((pick) => {
      const { discount: _none, ...reason } = pick.reason;
      return { ...pick, reason: reason as typeof pick.reason };
    });
    const old = { picks, summary: summary as typeof proposal.summary };
    expect(addedSince(replayDifferences(old, proposal))).toEqual(['reason.discount', 'optimum']);
    expect(addedSince(replayDifferences({ ...old, picks: picks.slice(1) }, proposal))).toBeNull();
    expect(addedSince(replayDifferences(proposal, proposal))).toBeNull();
  });

  it('says absent for a pick or a constraint that only one side has', () => {
    const shorter = { ...proposal, picks: proposal.picks.slice(1) };
    const longer = replayDifferences({ ...proposal, picks: shorter.picks }, proposal);
    expect(longer.at(-1)).toMatchObject({ pick: proposal.picks.length, field: 'pick', stored: 'absent' });
    const summary = { ...proposal.summary, value: proposal.summary.value + 1 };
    expect(replayDifferences(proposal, { ...proposal, summary })).toMatchObject([{ pick: null, field: 'value' }]);
  });
});
