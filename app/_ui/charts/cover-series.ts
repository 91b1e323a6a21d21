import { percent } from '@/app/_ui/figure';
import type { FactorCover } from '@/server/core/rollouts/level-cover';
import type { ShareFigure } from './share-bars-series';

/** Prepares how a draw of `configurations` covers each level: the share of what may be driven there that was drawn, every axis from 0 to the largest. */
export function coverFigure(cover: readonly FactorCover[], configurations: number): ShareFigure {
  const share = ({ drawn, usable }: FactorCover['levels'][number]) => (usable > 0 ? drawn / usable : 0);
  const longest = Math.max(...cover.flatMap(({ levels }) => levels.map(share)), 0) || 1;
  return {
    title: 'Configurations drawn of those that may be driven, by level',
    corner: `${configurations.toLocaleString('en')} configurations`,
    groups: cover.map(({ factor, levels }) => ({
      factor,
      bars: levels.map((level) => ({
        level: level.level,
        length: share(level) / longest,
        capAt: null,
        touchesCap: false,
        words: level.usable > 0 ? `${level.drawn} of ${level.usable} (${percent(share(level))})` : 'none may be driven',
      })),
    })),
    table: {
      columns: [
        { label: 'factor', numeric: false },
        { label: 'level', numeric: false },
        { label: 'drawn', numeric: true },
        { label: 'may be driven', numeric: true },
      ],
      rows: cover.flatMap(({ factor, levels }) =>
        levels.map(({ level, drawn, usable }) => [factor, level, String(drawn), String(usable)]),
      ),
    },
    empty: null,
  };
}
