import { type Scene, TOOL_RADIUS } from './physics';

/** Seconds of one control step. */
export const CONTROL_STEP_S = 0.1;
/** Physics steps of one control step: enough for contacts and the grip, and for a servo that moves freely. */
const SUBSTEPS = { contact: 5, free: 2 };
/** Half the thickness of a wall, metres. */
const WALL_HALF_THICKNESS = 0.02;
/** Dry friction of an object on the table that does not slide on, newtons; one that slides on has less. */
const TABLE_FRICTION = 2.4;

/** The solid parts of a wall between x = −1.2 and 1.2, as [from, to] in metres. */
function solidParts({ gaps, halfGap }: NonNullable<Scene['wall']>): [number, number][] {
  const parts: [number, number][] = [];
  let from = -1.2;
  for (const gap of [...gaps].sort((a, b) => a - b)) {
    if (gap - halfGap > from) parts.push([from, gap - halfGap]);
    from = Math.max(from, gap + halfGap);
  }
  if (from < 1.2) parts.push([from, 1.2]);
  return parts;
}

/** What the tool has to do with the object: it moves above it, touches it, or holds it. */
export type Hold = 'above' | 'touching' | 'holding';

/** Physics steps of one control step in a scene. */
export function substepsOf({ wall }: Scene, hold: Hold): number {
  return hold === 'above' && wall === null ? SUBSTEPS.free : SUBSTEPS.contact;
}

/**
 * MJCF of one scene seen from above: a tool driven by two velocity servos, an object held back by dry friction with the
 * table, walls of boxes, and, while it is held, a grip that is one soft equality per axis. Discs are spheres, which move
 * in a plane as cylinders do and whose contacts have closed forms. Lengths in metres, masses in kilograms.
 */
export function mujocoModel(scene: Scene, hold: Hold): string {
  const { radius, slide, wall } = scene;
  const touching = hold === 'touching';
  const holding = hold === 'holding';
  const friction = TABLE_FRICTION * (1 - 0.85 * Math.min(1, slide));
  const boxes = wall
    ? solidParts(wall).map(
        ([from, to], part) =>
          `<geom name="wall ${part}" type="box" pos="${(from + to) / 2} ${wall.y} 0" size="${(to - from) / 2} ${WALL_HALF_THICKNESS} 0.1"/>`,
      )
    : [];
  // Who meets whom stands here and is never changed while running: nothing is searched for what may meet.
  const meetings = [
    ...['tool', 'object'].flatMap((body) => boxes.map((_, part) => [`wall ${part}`, body])),
    ...(touching ? [['tool', 'object']] : []),
  ];
  return `<mujoco>
  <size memory="300K"/>
  <option timestep="${CONTROL_STEP_S / substepsOf(scene, hold)}" gravity="0 0 0" integrator="implicitfast" cone="elliptic" jacobian="dense"><flag island="disable" nativeccd="disable"/></option>
  <default><geom contype="0" conaffinity="0"/><pair condim="1" solref="0.02 1" margin="0.002"/></default>
  <worldbody>
    ${boxes.join('\n    ')}
    <body name="tool">
      <joint name="tool_x" type="slide" axis="1 0 0" range="-1 1" limited="true"/>
      <joint name="tool_y" type="slide" axis="0 1 0" range="-1 1" limited="true"/>
      <geom name="tool" type="sphere" size="${TOOL_RADIUS}" mass="0.3"/>
    </body>
    <body name="object">
      <joint name="object_x" type="slide" axis="1 0 0" range="-1 1" limited="true" frictionloss="${friction}" damping="0.4"/>
      <joint name="object_y" type="slide" axis="0 1 0" range="-1 1" limited="true" frictionloss="${friction}" damping="0.4"/>
      <geom name="object" type="sphere" size="${radius}" mass="0.2"/>
    </body>
  </worldbody>
  <contact>
    ${meetings.map(([one, other]) => `<pair geom1="${one}" geom2="${other}"/>`).join('\n    ')}
  </contact>
  <equality>
    <joint joint1="object_x" joint2="tool_x" active="${holding}" solref="0.02 1"/>
    <joint joint1="object_y" joint2="tool_y" active="${holding}" solref="0.02 1"/>
  </equality>
  <actuator>
    <velocity joint="tool_x" kv="60"/>
    <velocity joint="tool_y" kv="60"/>
  </actuator>
</mujoco>`;
}
