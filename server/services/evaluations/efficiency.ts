import { evaluationsOf, failureModesOf, panelsOf } from '@/db/queries/evaluations';
import { costOn, programOf } from '@/db/queries/programs';
import { DomainError } from '@/server/core/errors';
import { curveOf } from '@/server/core/evaluation/curve';
import { efficiencyOf } from '@/server/core/evaluation/efficiency';
import { doesItPay } from '@/server/core/evaluation/pays';
import { marginalGainRule, plateauRule } from '@/server/core/evaluation/stopping';
import type { ProgramContext } from '../context';

/** Curves of the arms on one panel (the one with most evaluations unless named), their comparison and what it rests on. */
export async function efficiency(ctx: ProgramContext, panelId?: number) {
  const [program, panels, all, cost] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    panelsOf(ctx.db, ctx.scope),
    evaluationsOf(ctx.db, ctx.scope),
    costOn(ctx.db, ctx.scope, ctx.clock.now().toISOString().slice(0, 10)),
  ]);
  if (panelId !== undefined && !panels.some((panel) => panel.id === panelId)) {
    throw new DomainError('not_found', 'There is no such panel in this program.');
  }
  const count = (id: number) => all.filter((row) => row.panelId === id).length;
  const panel =
    panels.find((row) => row.id === panelId) ?? [...panels].sort((a, b) => count(b.id) - count(a.id))[0] ?? null;
  const rows = all.filter((row) => row.panelId === (panel?.id ?? null) || (row.panelId === null && row.aggregate));
  const found = efficiencyOf(rows);
  const active = curveOf(rows.filter((row) => row.arm === 'active'));
  const terms = {
    perDemonstrationMinor: cost?.perDemonstrationMinor ?? 0,
    overheadPerRoundMinor: cost?.perRoundMinor ?? 0,
    rounds: Math.max(0, active.length - 1),
    minimumWorthMinor: program.settings.minimumWorthMinor,
  };
  const { comparison } = found;
  return {
    simulation: program.simulation,
    currency: program.currency,
    panels: panels.map(({ id, name, starts }) => ({ id, name, starts, evaluations: count(id) })),
    panel: panel && { id: panel.id, name: panel.name, starts: panel.starts },
    aggregates: rows.filter((row) => row.aggregate).length,
    evaluations: rows.map(
      ({
        id,
        checkpointName,
        runName,
        arm,
        strategy,
        seed,
        demonstrations,
        successes,
        trials,
        aggregate,
        createdAt,
      }) => ({
        id,
        checkpointName,
        runName,
        arm,
        strategy,
        seed,
        demonstrations,
        successes,
        trials,
        aggregate,
        createdAt,
      }),
    ),
    ...found,
    pays: doesItPay(comparison?.savedInterval ?? null, terms, {
      censored: comparison?.censored ?? 0,
      claimable: comparison?.claimable ?? false,
    }),
    stopping: active.length > 1 ? [marginalGainRule(active), plateauRule(active)] : [],
    failureModes: panel ? await failureModesOf(ctx.db, ctx.scope, panel.id) : [],
  };
}
