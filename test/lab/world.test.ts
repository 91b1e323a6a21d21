import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { attemptDemonstration, demonstrate } from '@/server/lab/demonstrate';
import { configurationAt, FACTORS, indexOf, instructionOf, levelNames, sizeOf } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { LightPhysics } from '@/server/lab/world/light-physics';
import { observationNames, observationSize } from '@/server/lab/world/observation';
import { TOOL_RADIUS } from '@/server/lab/world/physics';
import { slotStops } from '@/server/lab/world/rules';
import { drawStart } from '@/server/lab/world/start';
import { TIME_LIMIT, Workcell } from '@/server/lab/world/workcell';

const NAMED = ['flat', 'het', 'pocket', 'skew'];
const ALL = [...NAMED, 'random:1', 'random:2', 'random:3', 'skew+noise', 'pocket+two-way'];

describe.each(ALL)('design %s', (name) => {
  const design = designOf(name);

  it('has 8 × 5 × 8 × 2 configurations with level names of their own', () => {
    expect(FACTORS.map((f) => design[f].length)).toEqual([8, 5, 8, 2]);
    expect(sizeOf(design)).toBe(640);
    for (const factor of FACTORS) expect(new Set(design[factor].map((l) => l.name)).size).toBe(design[factor].length);
  });

  it('numbers configurations without gaps or repeats', () => {
    const indices = Array.from({ length: 640 }, (_, i) => indexOf(design, configurationAt(design, i)));
    expect(indices).toEqual(indices.map((_, i) => i));
    expect(() => configurationAt(design, 640)).toThrow(RangeError);
  });

  it('names every dimension of an observation', () => {
    expect(observationNames(design)).toHaveLength(observationSize(design));
    expect(new Set(observationNames(design)).size).toBe(observationSize(design));
  });

  it('can be done: the operator succeeds in at least 95 % of tries, and in every configuration', () => {
    const physics = new LightPhysics();
    let successes = 0;
    for (let i = 0; i < 640; i++) {
      const configuration = configurationAt(design, i);
      const random = seededRandom(`operator/${i}`);
      if (attemptDemonstration(design, configuration, physics, random).success) successes++;
      expect(demonstrate(design, configuration, physics, random.fork('kept')).episode.success).toBe(true);
    }
    expect(successes / 640).toBeGreaterThanOrEqual(0.95);
  });
});

describe('designOf', () => {
  it('draws the same design from the same seed and another from another', () => {
    expect(designOf('random:7')).toEqual(designOf('random:7'));
    expect(designOf('random:7').grip).not.toEqual(designOf('random:8').grip);
  });

  it('names what there is when asked for something else', () => {
    expect(() => designOf('steep')).toThrow(/no design "steep".*skew/);
    expect(() => designOf('skew+fog')).toThrow(/two-way/);
  });

  it('gives the flat control one mechanics for all configurations', () => {
    const { task, object, environment, grip } = designOf('flat');
    expect(new Set(task.map((t) => t.kind)).size).toBe(1);
    expect(new Set(object.map((o) => `${o.radius}/${o.slide}/${o.carryLimit}`)).size).toBe(1);
    expect(environment.every((e) => e.wall === null)).toBe(true);
    expect(new Set(grip.flat().map((g) => `${g.x}/${g.y}`)).size).toBe(1);
  });
});

describe('instructionOf', () => {
  it('says task, object and environment of the configuration', () => {
    const design = designOf('skew');
    const configuration = { task: 5, object: 3, environment: 0, lighting: 1 };
    expect(levelNames(design, configuration)).toEqual({
      task: 'place',
      object: 'red mug',
      environment: 'bench A',
      lighting: 'dim',
    });
    expect(instructionOf(design, configuration)).toBe('Place the red mug on the mark at bench A');
  });
});

describe('the light physics', () => {
  const wall = { y: 0.1, gaps: [0.45], halfGap: 0.2 };
  const speed = fc.double({ min: -0.1, max: 0.1, noNaN: true });

  it('never lets the tool through the solid part of a wall, nor off the table', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(speed, speed), { maxLength: 120 }), (moves) => {
        const physics = new LightPhysics();
        physics.reset({ radius: 0.05, slide: 0, wall }, { x: 0, y: 0.5 }, { x: 0, y: -0.5 });
        let { y } = physics.ee;
        for (const [vx, vy] of moves) {
          physics.step(vx, vy, false);
          const { ee } = physics;
          if (ee.y > wall.y !== y > wall.y) expect(Math.abs(ee.x - wall.gaps[0])).toBeLessThanOrEqual(wall.halfGap);
          expect(Math.max(Math.abs(ee.x), Math.abs(ee.y))).toBeLessThanOrEqual(1);
          y = ee.y;
        }
      }),
    );
  });

  it('pushes an object out of the way only while in contact, and carries it rigidly once gripped', () => {
    const physics = new LightPhysics();
    const scene = { radius: 0.05, slide: 0, wall: null };
    physics.reset(scene, { x: 0, y: 0 }, { x: 0.09, y: 0 });
    physics.step(0.04, 0, false);
    expect(physics.ob).toEqual({ x: 0.09, y: 0 });
    physics.reset(scene, { x: 0, y: 0 }, { x: 0.09, y: 0 });
    physics.step(0.04, 0, true);
    expect(physics.ob.x - physics.ee.x).toBeCloseTo(TOOL_RADIUS + scene.radius, 12);
    physics.grab();
    physics.step(-0.05, 0.03, false);
    expect(physics.ob.x - physics.ee.x).toBeCloseTo(TOOL_RADIUS + scene.radius, 12);
    expect(physics.ob.y - physics.ee.y).toBeCloseTo(0, 12);
  });
});

describe('a slot', () => {
  it('lets an object in through its opening and stops it everywhere else', () => {
    const goal = { x: 0, y: 0 };
    expect(slotStops({ x: 0.15, y: 0 }, -0.05, 0, goal, 0)).toBe(false);
    expect(slotStops({ x: -0.15, y: 0 }, 0.05, 0, goal, 0)).toBe(true);
    expect(slotStops({ x: 0, y: 0.15 }, 0, -0.05, goal, 0)).toBe(true);
  });
});

describe('a workcell', () => {
  it('runs out of time when nothing is done, and says so', () => {
    const design = designOf('skew');
    const configuration = configurationAt(design, 0);
    const random = seededRandom('idle');
    const cell = new Workcell(
      design,
      configuration,
      drawStart(design, configuration, random),
      new LightPhysics(),
      random,
    );
    expect(cell.failure).toBeNull();
    while (!cell.done) cell.act(0, 0, -1);
    expect([cell.steps, cell.success, cell.failure]).toEqual([TIME_LIMIT, false, 'out of time']);
  });

  it('calls a grip in the wrong place by its name', () => {
    const design = designOf('skew');
    const configuration = { task: 5, object: 0, environment: 0, lighting: 0 };
    const random = seededRandom('miss');
    const cell = new Workcell(
      design,
      configuration,
      drawStart(design, configuration, random),
      new LightPhysics(),
      random,
    );
    while (!cell.done) cell.act(0, 0, 1);
    expect(cell.failure).toBe('missed grasp');
  });
});
