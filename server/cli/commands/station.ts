import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { clientFor } from '../client';
import { inProgram, programFor } from '../program-option';
import { runStation } from '../station/bridge';
import { Journal } from '../station/journal';
import { isAbsent } from '../station/outbox';
import { Misused, type Terminal } from '../terminal';

interface StationOptions {
  station: string;
  watch: string;
  operator?: string;
  wait: boolean;
}

/** An answer that takes longer is one that the network swallowed. */
const PATIENCE_MS = 15_000;
const ASK_AGAIN_MS = 3000;

/** `rota station`: runs the recorder of a station, and logs, times and matches what it records. */
export function addStation(root: Command, terminal: Terminal): void {
  inProgram(root.command('station'))
    .description("run a station's recorder for one assignment after another and log what it records by itself")
    .requiredOption('-s, --station <name>', 'the station this machine is')
    .requiredOption('-w, --watch <folder>', 'dataset folder the recorder writes (LeRobot v3.0)')
    .option(
      '--operator <name>',
      'who records; without it, whoever takes an assignment at this station on the page Today',
    )
    .option('--no-wait', 'end when nothing is free instead of waiting')
    .argument('<recorder...>', 'the recorder after --, with the flags of robot, cameras and teleoperator')
    .addHelpText(
      'after',
      `
The token needs the scopes read and collect. A recorder other than lerobot-record is told by placeholders:
{task}, {count}, {root} and {resume}. What was seen is kept in FOLDER.rota.jsonl, so that a restart or a lost
network doubles and loses nothing. What the recorder prints stands in FOLDER.rota.log too: it records on when this
command dies, and the same command takes up what it recorded. Where each recording starts is said before it, while the
table is set up anew; Today moves on to the next start when the recorder has saved the one before.

Examples:
  rota station -p kitchen -s Bench -w ~/data/kitchen -- lerobot-record --robot.type=so101_follower --teleop.type=so101_leader
  rota station -p kitchen -s Bench -w ~/data/kitchen -- my-recorder --task {task} --takes {count} --out {root}`,
    )
    .action(async (template: string[], options: StationOptions, command: Command) => {
      const client = clientFor(terminal, PATIENCE_MS);
      const { base, stations } = await patiently(terminal, options.wait, async () => {
        const found = `/programs/${await programFor(terminal, command, client)}`;
        return { base: found, stations: await client.get<{ id: number; name: string }[]>(`${found}/stations`) };
      });
      const station = stations.find(({ name }) => name.toLowerCase() === options.station.toLowerCase());
      if (!station)
        throw new Misused(
          `There is no station "${options.station}". The program has ${stations.map(({ name }) => name).join(', ') || 'none'}.`,
        );
      const folder = path.resolve(options.watch);
      await runStation({
        client,
        terminal,
        base,
        folder,
        template,
        journal: new Journal(`${folder}.rota.jsonl`),
        stationId: station.id,
        device: `rig ${os.hostname()}`.slice(0, 100),
        operator: options.operator,
        wait: options.wait,
      });
    });
}

/** What `ask` brings, asked again until the server answers; throws Unreachable at once where nobody wants to wait. */
async function patiently<T>(terminal: Terminal, wait: boolean, ask: () => Promise<T>): Promise<T> {
  for (let said = false; ; said = true) {
    try {
      return await ask();
    } catch (error) {
      if (!wait || !isAbsent(error)) throw error;
      if (!said)
        terminal.complain(`${(error as Error).message} Waiting for it; a recorder that is still at work records on.\n`);
      await pause(ASK_AGAIN_MS);
    }
  }
}
