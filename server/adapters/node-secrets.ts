import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '../core/ports';

export const nodeSecrets: Secrets = {
  random: (bytes) => randomBytes(bytes).toString('base64url'),
  sha256: (data) => createHash('sha256').update(data).digest('hex'),
};
