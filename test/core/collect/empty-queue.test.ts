import { describe, expect, it } from 'vitest';
import { type EmptyQueueFacts, emptyQueueReason, type QueuedWork } from '@/server/core/collect/empty-queue';

const free: QueuedWork = {
  id: 1,
  state: 'queued',
  position: 0,
  changedAt: new Date(0),
  personId: null,
  personName: null,
  stationId: null,
  stationName: null,
  levelIds: [1, 2],
  notBefore: null,
  shiftName: null,
  shiftDay: null,
  splitId: null,
  distinctOperators: false,
  claimedByName: null,
  claimedAtStation: null,
  stateReason: null,
};
const facts: EmptyQueueFacts = {
  asker: {
    personId: 1,
    stationId: null,
    fixedLevelIds: [],
    takenLevelIds: [],
    closedLevelIds: [],
    now: new Date(0),
    workedSplitIds: [],
  },
  closedRound: null,
  taken: [],
  closed: [],
};

describe('an empty queue', () => {
  it('says who holds what is not free', () => {
    const held: QueuedWork = { ...free, id: 2, state: 'claimed', claimedByName: 'ada', claimedAtStation: 'Bench' };
    expect(emptyQueueReason([held], facts)).toMatch(/^Nothing is free: 1 .*ada.*Bench\.$/);
  });

  it('never gives a reason without words where something is free by the time it is asked why', () => {
    expect(emptyQueueReason([free], facts)).toBe(
      'What is free is being taken by others at this very moment. Ask again.',
    );
  });
});
