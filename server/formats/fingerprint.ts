import { createHash } from 'node:crypto';
import { type EpisodeIdentity, fingerprintBytes } from '@/server/core/recording/fingerprint';

/** Hex SHA-256 of an episode's identity: importing the same episode again gives the same fingerprint. */
export function fingerprintOf(identity: EpisodeIdentity): string {
  const hash = createHash('sha256');
  for (const bytes of fingerprintBytes(identity)) hash.update(bytes);
  return hash.digest('hex');
}
