import { startTemplatesOf } from '@/db/queries/start-cards';
import { upcomingCards } from '@/server/core/collect/start-cards';
import { seededRandom } from '@/server/core/numeric/random';
import { drawSpread } from '@/server/core/rollouts/draw-spread';
import { levelCover } from '@/server/core/rollouts/level-cover';
import type { ProposePanelInput } from '@/server/core/rollouts/schema';
import type { ProgramContext } from '../context';
import { checkEnough, drivable } from './drivable';

/**
 * Configurations and starts for a panel, in the shape that freezes one; nothing is kept. Starts come from the start
 * template of a configuration, dealt by the panel's own seed; without a template they state nothing but their number.
 * Throws infeasible where fewer configurations may be driven.
 */
export async function proposePanel(
  ctx: ProgramContext,
  { configurations, starts, seed, driveUnknown }: ProposePanelInput,
) {
  const [matrix, templates] = await Promise.all([drivable(ctx, driveUnknown), startTemplatesOf(ctx.db, ctx.scope)]);
  checkEnough(matrix, configurations);
  const { dealt } = drawSpread(matrix.pool, configurations, 0, seededRandom(`panel/${seed}`));
  const width = matrix.factors.length;
  const drawn = dealt.map((i) => {
    const levels = matrix.factors.map((factor, f) => factor.levels[matrix.pool.levels[i * width + f]]);
    const template = levels
      .map(({ id }) => templates.find((one) => one.levelId === id))
      .find((one) => one !== undefined);
    const own = template && { ...template, seed: seededRandom(`panel/${seed}/${template.id}`).int(2 ** 31) };
    return {
      first: levels[0],
      levels: Object.fromEntries(levels.map(({ name }, f) => [matrix.factors[f].key, name])),
      cards: own ? upcomingCards(own, matrix.ids[i], { from: 0, used: new Set(), count: starts }) : null,
    };
  });
  const without = drawn.filter(({ cards }) => cards === null);
  return {
    matrix: matrix.pool.room.length,
    usable: matrix.usable,
    heldBack: matrix.heldBack,
    cover: levelCover(matrix.pool, dealt),
    withoutTemplate: without.length,
    levelsWithoutTemplate: matrix.factors[0].levels
      .filter((level) => without.some(({ first }) => first === level))
      .map(({ id, name }) => ({ id, name })),
    starts: Array.from({ length: starts }, (_, s) =>
      drawn.map(({ levels, cards }) => ({ levels, start: startOf(cards?.[s]) })),
    ).flat(),
  };
}

type Card = ReturnType<typeof upcomingCards>[number];

function startOf(card: Card | undefined): Record<string, string> {
  if (card?.kind !== 'template') return {};
  const { zone, orientation, distractors } = card;
  const parts = Object.entries({ zone, orientation, distractors });
  return Object.fromEntries(parts.flatMap(([name, word]) => (word === null ? [] : [[name, word]])));
}
