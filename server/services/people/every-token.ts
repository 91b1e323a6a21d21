import { tokensOfInstallation } from '@/db/queries/people';
import type { Context } from '../context';

/** All tokens of the installation and of its programs, newest first, without their secrets. */
export async function everyToken(ctx: Context) {
  const now = ctx.clock.now();
  return (await tokensOfInstallation(ctx.db)).map((token) => ({
    ...token,
    expired: token.expiresAt !== null && token.expiresAt <= now,
  }));
}
