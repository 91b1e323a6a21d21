import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Secrets } from '../core/ports';

export const nodeSecrets: Secrets = {
  random: (bytes) => randomBytes(bytes).toString('base64url'),
  newId: () => v7(),
  sha256: (data) => createHash('sha256').update(data).digest('hex'),
};
