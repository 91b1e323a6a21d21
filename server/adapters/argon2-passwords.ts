import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../core/ports';

/** argon2id with the library's defaults (19 MiB, 2 passes), OWASP's recommended floor. */
export const argon2Passwords: PasswordHasher = {
  hash: (password) => hash(password),
  verify: (stored, password) => verify(stored, password).catch(() => false),
};
