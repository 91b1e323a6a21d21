import type { Command } from 'commander';
import { environment } from '../../env';
import { restoreBackup } from '../backup/restore';
import { saveBackup } from '../backup/save';
import { Misused, show, type Terminal } from '../terminal';

/** `rota backup` and `rota restore`: all of an installation in one file, and back. */
export function addBackup(root: Command, terminal: Terminal): void {
  root
    .command('backup')
    .description('write the embedded database and all artifacts of ROTA_DATA into one file, also while Rota runs')
    .argument('<file>', 'a new file, such as rota.tar.gz, outside of the data folder')
    .addHelpText(
      'after',
      `
While the database is copied nobody else is served; recording goes on, because tablets and recorders keep what they
have and send it afterwards. Artifacts are packed then. The import folder holds the team's
own recordings and is left out. The file holds passwords' hashes and the secret of sessions: keep it as such.

Example:
  ROTA_DATA=/srv/rota rota backup /backups/rota-$(date +%F).tar.gz`,
    )
    .action(async (file: string, _: object, command: Command) => {
      const { bytes, heldMs } = await saveBackup(embeddedFolder(), file);
      show(terminal, command, { file, bytes, heldMs }, [
        ...(heldMs === null
          ? []
          : [
              `The database was copied in ${(heldMs / 1000).toFixed(1)} s, in which nobody else was served. Recording went on: tablets and recorders kept what they had and send it now.`,
            ]),
        `${file}: ${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB. \`rota restore ${file}\` makes a data folder of it.`,
      ]);
    });

  root
    .command('restore')
    .description('make the data folder ROTA_DATA, which must not be there yet, of a backup')
    .argument('<file>', 'what `rota backup` wrote')
    .addHelpText('after', '\nExample:\n  ROTA_DATA=/srv/rota-again rota restore /backups/rota-2026-01-31.tar.gz')
    .action(async (file: string, _: object, command: Command) => {
      const dataFolder = embeddedFolder();
      await restoreBackup(file, dataFolder);
      show(terminal, command, { file, dataFolder }, [
        `${dataFolder} is restored. Start it with ROTA_DATA=${dataFolder} npm start.`,
      ]);
    });
}

/** The data folder. Throws Misused where the database is not in it. */
function embeddedFolder(): string {
  const { database, dataFolder } = environment();
  if ('url' in database)
    throw new Misused(
      `The database of DATABASE_URL is saved with its own tools, such as pg_dump. Then copy ${dataFolder}, which holds the artifacts.`,
    );
  return dataFolder;
}
