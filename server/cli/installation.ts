import { CreateTokenInput } from '../core/people/schema';
import { environment } from '../env';
import { createToken } from '../services/people/create-token';
import { everyToken } from '../services/people/every-token';
import { asServer, enterProgram } from '../services/people/gate';
import { resetPassword } from '../services/people/reset-password';
import { revokeAnyToken } from '../services/people/revoke-token';
import { connection, ports } from '../wiring';
import { Unreachable } from './client';

/** What is done on the server itself, by whoever may read its data folder. */
function installation() {
  const ctx = asServer(ports(), 'command line on the server');
  return {
    resetPassword: (name: string) => resetPassword(ctx, name),
    tokens: () => everyToken(ctx),
    revokeToken: (id: number) => revokeAnyToken(ctx, id),
    async createToken(program: string | undefined, input: CreateTokenInput) {
      const wanted = CreateTokenInput.parse(input);
      if (!program) return createToken(ctx, wanted);
      const inside = await enterProgram(ctx, ctx.actor, program, { kind: 'program', roles: ['lead'] });
      return createToken(inside, wanted);
    },
  };
}

export type Installation = ReturnType<typeof installation>;

/** Acts on the database of ROTA_DATA or DATABASE_URL. Throws Unreachable when it does not answer. */
export async function withInstallation<T>(act: (server: Installation) => Promise<T>): Promise<T> {
  const { database, dataFolder } = environment();
  try {
    return await act(installation());
  } catch (error) {
    // drizzle wraps what the driver threw.
    const { code } = (error instanceof Error ? (error.cause ?? error) : {}) as NodeJS.ErrnoException;
    if (!code || !/^(ECONN|ENOENT|ENOTFOUND|EAI|CONNECT_TIMEOUT|28|3D|42P01)/.test(code)) throw error;
    throw new Unreachable(
      'url' in database
        ? `The database of DATABASE_URL does not answer (${code}).`
        : `No Rota runs on the data folder ${dataFolder}. Start it with npm start, or name another folder with ROTA_DATA.`,
    );
  } finally {
    await connection().close();
  }
}
