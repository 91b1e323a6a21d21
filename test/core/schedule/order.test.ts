import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderBlocks } from '@/server/core/schedule/order';
import { recordingOrder } from '@/server/core/schedule/recording-order';
import { changeoverCost, orderStops, routeCost } from '@/server/core/schedule/route';

const blocks = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });

describe('the order on the floor', () => {
  it('visits every stop once, costs what it says and never less than its bound', () => {
    fc.assert(
      fc.property(blocks, (codes) => {
        const stops = [...codes.keys()];
        const cost = changeoverCost(codes.flat(), [10, 5, 1]);
        const route = orderStops(stops, cost);
        expect([...route.order].sort((a, b) => a - b)).toEqual(stops);
        expect(route.cost).toBe(routeCost(route.order, cost));
        expect(route.cost).toBeGreaterThanOrEqual(route.lowerBound);
        expect(route.cost).toBeLessThanOrEqual(routeCost(stops, cost));
      }),
      { numRuns: 100 },
    );
  });

  it('is the cheapest of all orders to seven stops, from any start', () => {
    const few = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(few, fc.boolean(), (codes, started) => {
        const cost = changeoverCost(codes.flat(), [10, 5, 1]);
        const start = started ? 0 : null;
        const stops = [...codes.keys()].slice(started ? 1 : 0);
        const cheapest = (here: number | null, left: readonly number[]): number =>
          left.length === 0
            ? 0
            : Math.min(
                ...left.map(
                  (next) =>
                    (here === null ? 0 : cost(here, next)) +
                    cheapest(
                      next,
                      left.filter((stop) => stop !== next),
                    ),
                ),
              );
        const route = orderStops(stops, cost, start);
        expect(route).toMatchObject({ exact: true, cost: cheapest(start, stops) });
        expect(route.lowerBound).toBe(route.cost);
      }),
      { numRuns: 30 },
    );
  });

  it('never lets a less valuable window go first', () => {
    fc.assert(
      fc.property(blocks, (codes) => {
        const stops = codes.map((levels, at) => ({ levels, value: (at * 7) % 11 }));
        const { order, changeovers } = orderBlocks(stops, { weights: [10, 5, 1], window: 4 });
        for (let from = 4; from < order.length; from += 4) {
          const earlier = order.slice(from - 4, from).map((at) => stops[at].value);
          const later = order.slice(from, from + 4).map((at) => stops[at].value);
          expect(Math.min(...earlier)).toBeGreaterThanOrEqual(Math.max(...later));
        }
        expect(changeovers).toBe(routeCost(order, changeoverCost(codes.flat(), [10, 5, 1])));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the recording order of picks', () => {
  const at = (levelIds: number[], score: number) => ({ levelIds, score, spread: null });

  it('counts the levels swapped on its way and in the order of worth alone', () => {
    const picks = [at([1, 1], 0.9), at([2, 2], 0.8), at([1, 1], 0.7), at([2, 2], 0.6)];
    const { order, changeovers, changeoversByWorth } = recordingOrder(picks, [1, 1], 0);
    expect(new Set([order.slice(0, 2).sort().join(), order.slice(2).sort().join()])).toEqual(new Set(['0,2', '1,3']));
    expect([changeovers, changeoversByWorth]).toEqual([2, 6]);
  });

  it('swaps as many as worth alone where nothing can be saved', () => {
    const picks = [at([1, 1], 0.9), at([1, 2], 0.8), at([2, 2], 0.7)];
    expect(recordingOrder(picks, [1, 1], 0)).toMatchObject({ changeovers: 2, changeoversByWorth: 2 });
  });
});
