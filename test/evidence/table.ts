import { strategies } from '@/server/core/acquisition/strategies';
import { FEWEST } from '@/server/core/evaluation/band';
import { type ArmResult, nameOf } from '@/server/core/experiment/arms';
import { median } from '@/server/core/numeric/quantile';
import { reportOf, type StrategyReport } from '@/server/lab/experiment-report';
import type { FinishedArm } from '@/server/lab/run-experiment';
import { type Part, STRATEGIES, WITHOUT_CAPS } from './plan';

const HEAD = [
  'strategy',
  'pairs',
  'success',
  'AULC',
  'at the end',
  'AULC diff.',
  'wins',
  'p',
  'matches random at',
] as const;

/** A part's section: what was measured, a row for each strategy from the arms that are kept, none for arms that never ran. */
export function sectionOf(part: Part, kept: ReadonlyMap<string, ArmResult>): string[] {
  // Generated designs have one seed each, so the design is what tells pairs apart.
  const pairs = [...new Set(part.orders.map(pairOf))];
  const arms = (capped: boolean) =>
    part.orders.flatMap((order): FinishedArm[] => {
      const result = kept.get(nameOf(order));
      const wanted = order.capped === capped || order.strategy === 'random';
      return result && wanted ? [{ order: { ...order, seed: pairs.indexOf(pairOf(order)) }, result }] : [];
    });
  const capped = reportOf(arms(true));
  const free = reportOf(arms(false)).filter(({ strategy }) => strategy === WITHOUT_CAPS);
  const rows = [
    ...STRATEGIES.map((name) =>
      rowOf(
        strategies[name].title,
        capped.find(({ strategy }) => strategy === name),
      ),
    ),
    rowOf(`${strategies[WITHOUT_CAPS].title}, no caps`, free[0]),
  ];
  const sizes = capped[0]?.demonstrations;
  const measured = arms(true);
  const ran = new Set(measured.map(({ order }) => order.seed)).size;
  const cpu = measured.map(({ result }) => result.cpuSeconds);
  const about = sizes
    ? `${backend(part)}, ${ran} of ${pairs.length} ${part.pairs}${ran < FEWEST.runs ? `; fewer than ${FEWEST.runs} claim nothing` : ''}. Success after ${sizes.join(', ')} demonstrations, ${measured[0].result.trials} trials each; an arm took ${median(cpu).toFixed(0)} CPU-seconds.`
    : `${backend(part)}. Nothing was run.`;
  return [`### ${part.title}`, '', about, '', line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)];
}

const pairOf = ({ design, seed }: { design: string; seed: number }) => `${design}/${seed}`;

const backend = ({ physics }: Part) => (physics === 'mujoco' ? 'MuJoCo' : 'Light physics');

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const signed = (points: number, error: number | null) =>
  `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}${error === null ? '' : ` ± ${error.toFixed(1)}`}`;

function rowOf(title: string, report: StrategyReport | undefined): string[] {
  if (!report) return [title, '0', ...HEAD.slice(2).map(() => '')];
  const { seeds, curve, area, against, demonstrations } = report;
  const points = [curve.map((success) => success.toFixed(3)).join(' '), area.toFixed(3)];
  if (!against) return [title, String(seeds), ...points, '', '', '', '', ''];
  const last = demonstrations[demonstrations.length - 1];
  const { reach } = against;
  return [
    title,
    String(against.pairs),
    ...points,
    signed(against.finalPoints, against.finalError),
    signed(against.areaPoints, against.areaError),
    `${against.wins}/${against.pairs}`,
    against.p === null ? '' : against.p.toPrecision(2),
    reach === null ? `> ${last}` : `${Math.ceil(reach)} (${Math.round(100 * (1 - reach / last))} % fewer)`,
  ];
}

const BEGIN = '<!-- evidence -->';
const END = '<!-- /evidence -->';

/** `text` with `lines` between its two markers. Throws RangeError when it does not have both. */
export function between(text: string, lines: readonly string[]): string {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new RangeError(`The text has no ${BEGIN} with ${END} after it`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`;
}
