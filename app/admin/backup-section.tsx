import { Stack, Text } from '@mantine/core';
import { CopyCode } from '@/app/_ui/copy-code';
import { Section } from '@/app/_ui/page-head';
import type { Health } from './health-section';

/** How this installation is saved and brought back. Rota makes no backups by itself, and says so. */
export function BackupSection({ health: { database, dataFolder } }: { health: Health }) {
  const embedded = database.kind === 'embedded';
  const save = embedded
    ? `ROTA_DATA=${dataFolder} npx rota backup rota-$(date +%F).tar.gz`
    : `pg_dump -Fc "$DATABASE_URL" -f rota-$(date +%F).dump && tar -czf rota-$(date +%F).tar.gz ${dataFolder}`;
  return (
    <Section title="Backup">
      <Stack gap="xs" maw={860}>
        <Text>
          Rota makes no backups by itself: have the server run this every night and keep its file on another machine.{' '}
          {embedded
            ? 'It saves the database and all artifacts into one file while people work; they wait for as long as the database is copied. The import folder, which holds your own recordings, is left out.'
            : 'The database goes first: artifacts that it names are never changed or taken away afterwards.'}
        </Text>
        <CopyCode code={save} label="backup command" block />
        {embedded && (
          <>
            <Text>To bring it back, into a folder that is not there yet:</Text>
            <CopyCode
              code="ROTA_DATA=/srv/rota-again npx rota restore FILE && ROTA_DATA=/srv/rota-again npm start"
              label="restore command"
              block
            />
          </>
        )}
      </Stack>
    </Section>
  );
}
