import { expect, test } from 'vitest';
import { StationInput } from '@/server/core/collect/schema';
import { nextAtStation } from '@/server/services/collect/next-at-station';
import { createStation } from '@/server/services/stations/create';
import { editStation } from '@/server/services/stations/edit';
import { collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

test('a station is changed after it was made: the recorder gets the new flags, the change is on record', async () => {
  const { lead, server, as } = await collecting(database);
  const made = StationInput.parse({ name: 'Bench', recorderFlags: '--robot.port=/dev/one', robot: { name: 'Arm' } });
  const { stationId } = await createStation(lead, made);
  await createStation(lead, StationInput.parse({ name: 'Table' }));
  const robot = { name: 'Arm', type: 'so101', serial: '7' };
  await editStation(lead, { ...made, stationId, name: 'Rig', robot, recorderFlags: '--robot.port=/dev/two' });
  const rig = await as('First operator');
  expect(await nextAtStation(rig, { stationId, device: '' })).toMatchObject({ recorderFlags: '--robot.port=/dev/two' });
  const here = () => database.sql`select s.name, r.name as robot, r.serial from stations s
    left join robots r on r.station_id = s.id where s.id = ${stationId}`;
  expect(await here()).toMatchObject([{ name: 'Rig', robot: 'Arm', serial: '7' }]);
  expect(
    await database.sql`select action, subject, details from audit
      where program_id = ${server.scope.programId} and action = 'stations.edit'`,
  ).toMatchObject([
    {
      subject: 'Bench',
      details: { recorderFlags: '--robot.port=/dev/two', recorderFlagsBefore: '--robot.port=/dev/one' },
    },
  ]);
  await editStation(lead, { ...made, stationId, name: 'rig', robot: { ...robot, name: 'Other arm' } });
  expect(await here()).toMatchObject([{ name: 'rig', robot: 'Other arm' }]);
  await editStation(lead, { ...made, stationId, name: 'rig', robot: null });
  expect(await here()).toMatchObject([{ robot: null }]);
  await expect(editStation(lead, { ...made, stationId, name: 'table' })).rejects.toThrow('already a station "Table"');
  const stranger = (await collecting(database)).lead;
  await expect(editStation(stranger, { ...made, stationId })).rejects.toThrow('no such station');
});
