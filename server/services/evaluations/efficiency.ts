import { changeoversOfTrainingSets, evaluationsOf, failureModesOf, panelsOf } from '@/db/queries/evaluations';
import { confirmedAtRandom } from '@/db/queries/manifests';
import { costOn, programOf } from '@/db/queries/programs';
import type { Arm } from '@/server/core/collect/words';
import { DomainError } from '@/server/core/errors';
import {
  type Efficiency,
  efficiencyOf,
  heldAgainst,
  type StrategyEfficiency,
} from '@/server/core/evaluation/efficiency';
import { failureShares } from '@/server/core/evaluation/failure-modes';
import { doesItPay } from '@/server/core/evaluation/pays';
import { breakEvenSaving, returnOnInvestment } from '@/server/core/evaluation/return-on-investment';
import type { EfficiencyQuestion } from '@/server/core/evaluation/schema';
import { ProgramSettings } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';

/**
 * Success of the arms on one panel (the one with most evaluations unless named) against demonstrations, hours or money:
 * the curves, every active strategy against random, whether it pays, how checkpoints fail, and what it all rests on.
 */
export async function efficiency(ctx: ProgramContext, question: EfficiencyQuestion) {
  const [program, panels, all, cost, swapped] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    panelsOf(ctx.db, ctx.scope),
    evaluationsOf(ctx.db, ctx.scope),
    costOn(ctx.db, ctx.scope, ctx.clock.now().toISOString().slice(0, 10)),
    changeoversOfTrainingSets(ctx.db, ctx.scope),
  ]);
  if (question.panelId !== undefined && !panels.some((panel) => panel.id === question.panelId)) {
    throw new DomainError('not_found', 'There is no such panel in this program.');
  }
  const settings = ProgramSettings.parse(program.settings);
  const count = (id: number) => all.filter((row) => row.panelId === id).length;
  const panel =
    panels.find((row) => row.id === question.panelId) ??
    [...panels].sort((a, b) => count(b.id) - count(a.id))[0] ??
    null;
  const rows = all
    .filter((row) => row.panelId === (panel?.id ?? null) || (row.panelId === null && row.aggregate))
    .map((row) => ({ ...row, changeovers: swapped.get(row.trainingSetId ?? 0) ?? null }));
  const terms = {
    minutesPerDemonstration: settings.minutesPerDemonstration,
    minutesPerChangeover: settings.minutesPerChangeover,
    perDemonstrationMinor: cost?.perDemonstrationMinor ?? 0,
    overheadPerRoundMinor: cost?.perRoundMinor ?? 0,
  };
  const target = question.target ?? settings.targetSuccess;
  const inDemonstrations = efficiencyOf(rows, { axis: 'demonstrations', terms, target });
  const onAxis = question.axis === 'demonstrations' ? null : efficiencyOf(rows, { axis: question.axis, terms, target });
  const drawn = onAxis ?? inDemonstrations;
  const chosen = chosenOf(inDemonstrations.strategies, question.strategy);
  const strategy = chosen?.active.strategy ?? null;
  const active = drawn.strategies.find((one) => one.active.strategy === strategy) ?? null;
  const rounds = Math.max(0, ...(chosen?.active.lines ?? []).map(({ points }) => points.length - 1));
  const saved = chosen?.comparison ?? null;
  return {
    simulation: program.simulation,
    currency: program.currency,
    axis: question.axis,
    target,
    terms: { ...terms, ...settings },
    panels: panels.map(({ id, name, starts }) => ({ id, name, starts, evaluations: count(id) })),
    panel: panel && { id: panel.id, name: panel.name, starts: panel.starts },
    strategy,
    /** Every other arm against the strategy asked for; null where that is random, as in `strategies`. */
    table: tableOf(inDemonstrations, question.against, target),
    strategies: inDemonstrations.strategies.map(({ active: { strategy: name, kind, lines }, comparison }) => ({
      strategy: name,
      kind,
      runs: lines.length,
      comparison,
    })),
    bands: [active?.active, drawn.random].flatMap((lines) => (lines ? [{ arm: lines.arm, band: lines.band }] : [])),
    standIn: drawn.standIn && { why: drawn.standIn.why, band: drawn.standIn.lines.band },
    comparison: saved,
    onAxis: onAxis && (active?.comparison ?? null),
    /** Mean success of the random arm against demonstrations, for planning how large a comparison has to be. */
    randomLine: inDemonstrations.random?.band.points.map(({ x, mean }) => ({ x, y: mean })) ?? [],
    evaluations: rows,
    leftOut: inDemonstrations.leftOut,
    /** Where the comparison ends in a real program: its random arm is made of these alone. */
    atRandom: program.simulation === null ? await confirmedAtRandom(ctx.db, ctx.scope) : null,
    pays: doesItPay(
      saved?.savedInterval ?? null,
      { ...terms, rounds, minimumWorthMinor: settings.minimumWorthMinor },
      { censored: saved?.censored ?? 0, claimable: saved?.claimable ?? false },
    ),
    returnOnInvestment: saved?.savedInterval
      ? {
          low: returnOnInvestment(
            saved.savedInterval.low,
            terms.perDemonstrationMinor,
            rounds * terms.overheadPerRoundMinor,
          ),
          high: returnOnInvestment(
            saved.savedInterval.high,
            terms.perDemonstrationMinor,
            rounds * terms.overheadPerRoundMinor,
          ),
        }
      : null,
    breakEvenSaving: breakEvenSaving(terms.overheadPerRoundMinor, terms.perDemonstrationMinor),
    failures: panel ? failuresOf(await failureModesOf(ctx.db, ctx.scope, panel.id), strategy) : [],
  };
}

/** Throws DomainError not_found for a strategy that was never evaluated. */
function tableOf(found: Efficiency, against: string | undefined, target: number | null) {
  if (against === undefined) return null;
  const held = heldAgainst(found, against, target);
  if (!held) throw new DomainError('not_found', `No run of strategy "${against}" was evaluated on this panel.`);
  const rows = held.map(({ lines: { arm, strategy, kind, lines }, comparison }) => ({
    strategy: arm === 'random' ? 'random' : strategy,
    kind,
    runs: lines.length,
    comparison,
  }));
  return { against, rows };
}

/** The strategy asked for, else the one with most runs. Throws DomainError not_found for one that was never evaluated. */
function chosenOf(strategies: readonly StrategyEfficiency[], wanted: string | undefined): StrategyEfficiency | null {
  if (wanted === undefined)
    return [...strategies].sort((a, b) => b.active.lines.length - a.active.lines.length)[0] ?? null;
  const found = strategies.find(({ active }) => active.strategy === wanted);
  if (!found) throw new DomainError('not_found', `No run of strategy "${wanted}" was evaluated on this panel.`);
  return found;
}

function failuresOf(rows: Awaited<ReturnType<typeof failureModesOf>>, strategy: string | null) {
  return (['active', 'random'] as const).flatMap((arm: Arm) => {
    const own = rows.filter((row) => row.arm === arm && (arm === 'random' || row.strategy === strategy));
    const sizes = [...new Set(own.map(({ demonstrations }) => demonstrations))];
    const shares = failureShares(
      sizes.map((demonstrations) => {
        const here = own.filter((row) => row.demonstrations === demonstrations);
        return {
          demonstrations,
          trials: here.reduce((sum, row) => sum + row.count, 0),
          failures: here.filter((row) => row.outcome === 'failure'),
        };
      }),
    );
    return shares.modes.length > 0 ? [{ arm, ...shares }] : [];
  });
}
