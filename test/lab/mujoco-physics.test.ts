import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { attemptDemonstration } from '@/server/lab/demonstrate';
import { configurationAt } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { openMujoco } from '@/server/lab/world/mujoco-physics';
import { type Physics, TOOL_RADIUS } from '@/server/lab/world/physics';

const OPEN = { radius: 0.06, slide: 0.1, wall: null };
const WALLED = { ...OPEN, wall: { y: 0.1, gaps: [0.45], halfGap: 0.22 } };

let make: () => Physics;
beforeAll(async () => {
  make = await openMujoco();
});

/** A table where an episode of `scene` has just begun. */
function table(scene: typeof OPEN | typeof WALLED, ee = { x: 0, y: 0.5 }, ob = { x: 0, y: -0.4 }): Physics {
  const physics = make();
  physics.reset(scene, ee, ob);
  return physics;
}

describe('MuJoCo behind the table', () => {
  it.each(['flat', 'het', 'pocket', 'skew', 'random:100'])(
    'the operator can do every seventh configuration of %s',
    (name) => {
      const design = designOf(name);
      const physics = make();
      const tries = Array.from({ length: 91 }, (_, i) =>
        attemptDemonstration(design, configurationAt(design, 7 * i), physics, seededRandom(`operator/${i}`)),
      );
      expect(tries.filter((episode) => episode.success).length).toBeGreaterThanOrEqual(87);
    },
  );

  it('goes where it is told in the open, within a tenth of the way', () => {
    const physics = table(OPEN);
    for (let s = 0; s < 5; s++) expect(physics.step(0.05, -0.06, false)).toBe(false);
    expect(Math.hypot(physics.ee.x - 0.25, physics.ee.y - 0.2)).toBeLessThan(0.04);
  });

  it('is stopped by the solid part of a wall and passes through its gap', () => {
    const stopped = table(WALLED);
    const blocks = Array.from({ length: 12 }, () => stopped.step(0, -0.08, false));
    expect(blocks.some(Boolean)).toBe(true);
    expect(stopped.ee.y).toBeGreaterThan(WALLED.wall.y);
    const through = table(WALLED, { x: 0.45, y: 0.5 });
    for (let s = 0; s < 12; s++) through.step(0, -0.08, false);
    expect(through.ee.y).toBeLessThan(WALLED.wall.y);
  });

  it('touches the object only in contact, and carries it only while it is held', () => {
    const above = table(OPEN, { x: 0, y: 0 }, { x: 0.12, y: 0 });
    above.step(0.08, 0, false);
    expect(above.ob.x).toBeCloseTo(0.12, 6);
    const pushing = table(OPEN, { x: 0, y: 0 }, { x: 0.12, y: 0 });
    for (let s = 0; s < 3; s++) pushing.step(0.08, 0, true);
    expect(pushing.ob.x - pushing.ee.x).toBeGreaterThan(TOOL_RADIUS + OPEN.radius - 0.01);
    expect(pushing.ob.x).toBeGreaterThan(0.2);
    const carrying = table(OPEN, { x: 0, y: 0 }, { x: 0.05, y: 0 });
    carrying.grab();
    for (let s = 0; s < 5; s++) carrying.step(0, 0.06, false);
    expect(carrying.ob.y).toBeGreaterThan(0.22);
    const left = { ...carrying.ob };
    carrying.release();
    for (let s = 0; s < 8; s++) carrying.step(0, -0.06, false);
    expect(Math.hypot(carrying.ob.x - left.x, carrying.ob.y - left.y)).toBeLessThan(0.1);
    expect(carrying.ee.y).toBeLessThan(0);
  });

  it('lets episodes take turns without one seeing another, to the last bit', () => {
    const drive = (physics: Physics, s: number) => physics.step(0.05 * Math.cos(s), 0.05 * Math.sin(s), true);
    const alone = table(OPEN, { x: 0, y: 0 }, { x: 0.12, y: 0 });
    for (let s = 0; s < 20; s++) drive(alone, s);
    const first = table(OPEN, { x: 0, y: 0 }, { x: 0.12, y: 0 });
    const second = table(OPEN, { x: 0.3, y: 0.3 }, { x: 0.2, y: 0.3 });
    for (let s = 0; s < 20; s++) {
      drive(first, s);
      drive(second, s + 7);
    }
    expect([first.ee, first.ob]).toEqual([alone.ee, alone.ob]);
  });
});
