import { DomainError } from '../errors';
import type { Moments } from './moments';

/** Allowed values of one action dimension; null on a side without a limit. */
export interface ActionLimit {
  readonly dimension: string;
  readonly low: number | null;
  readonly high: number | null;
}

/** How often a rollout's predicted actions broke the limits. */
export interface LimitCheck {
  readonly steps: number;
  /** Steps in which any member broke any limit. */
  readonly exceeded: number;
  /** exceeded / steps; 0 for a rollout without steps. */
  readonly share: number;
  /** Whether the share is above the allowed one, so that the configuration is held until a lead releases it. */
  readonly held: boolean;
  /** The dimension broken in most steps, with its most extreme prediction; null when none was. */
  readonly worst: { readonly dimension: string; readonly steps: number; readonly value: number } | null;
}

/** A configuration is held above this share of steps. */
const ALLOWED_SHARE = 0.01;

/** How far outside a limit [low, high] lies, 0 inside. */
function excess(low: number, high: number, limit: ActionLimit): number {
  const under = limit.low === null ? 0 : limit.low - low;
  const over = limit.high === null ? 0 : high - limit.high;
  return Math.max(0, under, over);
}

/**
 * Checks the predicted actions of one rollout, cached as moments, against per-dimension limits (in action units); a
 * prediction exactly at a limit keeps it. O(steps · dims). Throws DomainError invalid when the number of limits differs
 * from the number of dimensions.
 */
export function checkLimits(moments: Moments, limits: readonly ActionLimit[], allowed = ALLOWED_SHARE): LimitCheck {
  const { steps, dims, low, high } = moments;
  if (limits.length !== dims)
    throw new DomainError('invalid', `${limits.length} limits were given for ${dims} action dimensions.`);
  const broken = new Int32Array(dims);
  const furthest = new Float64Array(dims);
  const values = new Float64Array(dims);
  let exceeded = 0;
  for (let t = 0; t < steps; t++) {
    let any = false;
    for (let d = 0; d < dims; d++) {
      const cell = t * dims + d;
      const beyond = excess(low[cell], high[cell], limits[d]);
      if (beyond === 0) continue;
      any = true;
      broken[d]++;
      if (beyond <= furthest[d]) continue;
      furthest[d] = beyond;
      const { high: most } = limits[d];
      values[d] = most !== null && high[cell] - most === beyond ? high[cell] : low[cell];
    }
    if (any) exceeded++;
  }
  const share = steps > 0 ? exceeded / steps : 0;
  const worst = broken.indexOf(Math.max(...broken));
  return {
    steps,
    exceeded,
    share,
    held: share > allowed,
    worst: exceeded > 0 ? { dimension: limits[worst].dimension, steps: broken[worst], value: values[worst] } : null,
  };
}
