import type { Design } from '../design';
import { flat } from './flat';
import { generated } from './generated';
import { het } from './het';
import { pocket } from './pocket';
import { skew } from './skew';

const NAMED: Record<string, Design> = { flat, het, pocket, skew };

/** Variations of any design, by the word that is added to its name. */
const VARIATION: Record<string, (design: Design) => Design> = {
  /** The last lighting shimmers more than the grip tolerates: what fails there cannot be learned away. */
  noise: (design) => ({
    ...design,
    lighting: design.lighting.map((l, i) =>
      i === design.lighting.length - 1 ? { ...l, bias: { x: 0, y: 0 }, episodeNoise: 0.035 } : l,
    ),
  }),
  /** Every wall has a way round on either side, and operators choose at random. */
  'two-way': (design) => ({
    ...design,
    environment: design.environment.map((e) => (e.wall ? { ...e, wall: { ...e.wall, gaps: [-0.45, 0.45] } } : e)),
  }),
};

/**
 * The design called `flat`, `het`, `pocket`, `skew` or `random:SEED`, each with `+noise` and `+two-way` as wished.
 * Throws RangeError naming what there is.
 */
export function designOf(name: string): Design {
  const [base, ...variations] = name.split('+');
  const seed = /^random:(.+)$/.exec(base)?.[1];
  const design = seed === undefined ? NAMED[base] : generated(seed);
  const changes = variations.filter((v) => v in VARIATION).map((v) => VARIATION[v]);
  if (!design || changes.length < variations.length) {
    const known = [...Object.keys(NAMED), 'random:SEED'].join(', ');
    throw new RangeError(
      `There is no design "${name}". Known: ${known}, each also with ${Object.keys(VARIATION)
        .map((v) => `+${v}`)
        .join(' or ')}.`,
    );
  }
  return { ...changes.reduce((d, change) => change(d), design), name };
}
