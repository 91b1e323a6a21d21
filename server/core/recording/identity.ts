import { fingerprintFeatures } from './fingerprint';
import type { RecordingSummary } from './source';

/**
 * What names the source of a recording inside fingerprints: the robot and its action and state features, so that a dataset
 * that was moved, renamed, extended or converted keeps it; a manifest has no signals and goes by its own name.
 */
export function sourceIdentity(
  summary: Pick<RecordingSummary, 'format' | 'robotType' | 'features'>,
  name: string,
): string {
  if (summary.format === 'manifest') return JSON.stringify(['manifest', name]);
  const features = new Map(summary.features.map((feature) => [feature.name, feature.shape]));
  return JSON.stringify([
    summary.robotType,
    fingerprintFeatures(summary.features).map((feature) => [feature, features.get(feature)]),
  ]);
}
