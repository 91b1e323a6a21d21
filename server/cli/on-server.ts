import type { Installation } from './installation';

/**
 * Acts on the installation of ROTA_DATA or DATABASE_URL. The whole server is loaded here and not before: the commands
 * that speak to it over HTTP start several times faster without. Throws Unreachable when its database does not answer.
 */
export async function onServer<T>(act: (server: Installation) => Promise<T>): Promise<T> {
  const { withInstallation } = await import('./installation');
  return withInstallation(act);
}
