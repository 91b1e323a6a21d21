import { differences, toleranceOf } from './compare';
import { sets } from './sets';
import type { Vector, VectorFile } from './vector-set';

export interface Checked {
  set: string;
  name: string;
  verdict: 'pass' | 'fail';
  /** As JSON has it: lists, numbers, null for what is unknown or not finite; null when nothing was computed. */
  computed: unknown;
  complaints: string[];
}

/** Computes one case and holds it against its reference by the file's own rules; what throws has failed. */
export function checkVector({ id, compare }: Pick<VectorFile, 'id' | 'compare'>, vector: Vector): Checked {
  const result = (computed: unknown, complaints: string[]): Checked => ({
    set: id,
    name: vector.name,
    verdict: complaints.length === 0 ? 'pass' : 'fail',
    computed,
    complaints,
  });
  try {
    const set = sets.get(id);
    if (!set) return result(null, [`There is no code for the set ${id}.`]);
    const found = set.compute(vector);
    const computed: Record<string, unknown> = JSON.parse(JSON.stringify(found, plain));
    const apart = new Set(set.apart);
    const compared = Object.entries(set.wanted?.(vector) ?? vector.expected).flatMap(([field, wanted]) => {
      if (apart.has(field)) return [];
      return differences(field, computed[field], wanted, toleranceOf(compare, set.clause?.(field, vector)));
    });
    return result(computed, [...compared, ...(set.judge?.(vector, found, compare) ?? [])]);
  } catch (error) {
    return result(null, [error instanceof Error ? error.message : String(error)]);
  }
}

/** Typed arrays as lists, which JSON.stringify would turn into objects. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Float64Array || value instanceof Int32Array ? Array.from(value) : value;
}
