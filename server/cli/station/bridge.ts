import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { recorderCommand, shellWords } from '../../core/collect/recorder-command';
import { type Client, Refused, Unreachable } from '../client';
import { Failed, type Terminal } from '../terminal';
import { extentOf, freshRoot, labelEpisodes, readableLengths } from './dataset';
import type { Call, Journal, Take } from './journal';
import { foundRecorder, type Heard, type Recorder, startRecorder } from './recorder';

/** What a station records next, as the server says. */
export interface Next {
  reason: string | null;
  recorderFlags: string;
  held: {
    assignmentId: number;
    instruction: string;
    count: number;
    operatorId: number;
    operator: string;
    levels: Record<string, string>;
  } | null;
}

export interface Station {
  client: Client;
  terminal: Terminal;
  journal: Journal;
  /** Path of the program in the API. */
  base: string;
  stationId: number;
  device: string;
  operator?: string;
  /** Folder of the dataset that is watched; after a loss its neighbours `…-2`, `…-3`. */
  folder: string;
  template: readonly string[];
  /** Whether to go on when nothing is free. */
  wait: boolean;
  /** Entries that the server refused; they stay in the journal and are not sent again in this run. */
  refused: Set<string>;
}

const LOOK_MS = 200;
const ASK_MS = 3000;
/** Calls in a row that died without one recording: the recorder does not work. */
const MOST_FAILURES = 3;

/** Records one assignment after another until nothing is free, the person stops the recorder, or it does not work. */
export async function runStation(station: Station): Promise<void> {
  const { journal, terminal } = station;
  const say = (sentence: string) => terminal.complain(`${sentence}\n`);
  if (journal.open) {
    say('The last run ended without a conclusion; taking up what it recorded.');
    await conclude(station, journal.open, foundRecorder(journal.pidOf(journal.open.call)), say);
  }
  let failures = 0;
  let said = '';
  for (;;) {
    const next = await asked(station);
    if (!next?.held) {
      const why = next?.reason ?? 'Rota does not answer; what was recorded is kept here and sent once it does.';
      if (why !== said) say(why);
      said = why;
      if (!station.wait && next) return;
      await pause(ASK_MS);
      continue;
    }
    said = '';
    const { held } = next;
    const root = rootOf(station);
    const extent = extentOf(root);
    const words = recorderCommand([...station.template, ...shellWords(next.recorderFlags)], {
      task: held.instruction,
      count: held.count,
      root,
      resume: extent !== null,
    });
    say(`${held.operator}: ${held.instruction}, ${held.count} to record.`);
    const call: Call = {
      call: uuidv7(),
      root,
      assignmentId: held.assignmentId,
      operatorId: held.operatorId,
      stationId: station.stationId,
      levels: held.levels,
      episodes: extent?.episodes ?? 0,
      frames: extent?.frames ?? 0,
    };
    journal.write({ kind: 'call', ...call });
    const heard: Heard = {
      startedAt: null,
      onAgain: (durationMs, startedAt) =>
        addTake(journal, call, {
          outcome: 'discard',
          index: null,
          durationMs,
          startedAt,
          framesAfter: framesBy(journal, call),
        }),
    };
    const recorder = await startRecorder(words, heard, terminal.complain).catch((error: Error) => {
      journal.write({ kind: 'ended', call: call.call });
      throw new Failed(`The recorder cannot be started (${error.message}). Nothing was recorded.`);
    });
    journal.write({ kind: 'running', call: call.call, pid: recorder.pid });
    const kept = await conclude(station, call, recorder, say, heard);
    if (!recorder.failed() && kept < held.count) {
      say(`The recorder was stopped at ${kept} of ${held.count}. Run the same command to go on.`);
      return;
    }
    failures = recorder.failed() && kept === 0 ? failures + 1 : 0;
    if (failures >= MOST_FAILURES)
      throw new Failed(
        `The recorder failed ${failures} times without a recording (exit code ${recorder.code() ?? 'none'}).`,
      );
  }
}

/** The dataset to go on with: the newest one, or a fresh neighbour where the newest lost its files. */
function rootOf({ folder, journal }: Station): string {
  const last = journal.calls.at(-1);
  if (!last) return folder;
  const lost =
    journal.takes.some((take) => take.call === last.call && take.index !== null) &&
    journal.episodesOf(last.call).length === 0;
  return lost ? freshRoot(folder) : last.root;
}

/** Follows a call to its end: logs what appears, then checks that it can be read. Returns how many recordings it kept. */
async function conclude(
  station: Station,
  call: Call,
  recorder: Recorder,
  say: (sentence: string) => void,
  heard?: Heard,
): Promise<number> {
  const { journal } = station;
  const look = () => seen(journal, call, heard?.startedAt ?? null);
  while (recorder.running()) {
    look();
    await sent(station);
    await pause(LOOK_MS);
  }
  look();
  const takes = journal.episodesOf(call.call);
  const lengths = await readableLengths(call.root);
  const lost = takes.filter(({ index }) => !lengths.has(index ?? -1));
  for (const { id } of lost) journal.write({ kind: 'lost', id });
  if (lost.length > 0)
    say(
      `${lost.length} recordings of this call cannot be read: the recorder died before it finished their files. They are taken back and asked for again, in a new folder.`,
    );
  const kept = takes.filter((take) => !lost.includes(take));
  if (kept.length > 0) {
    const label = (take: (typeof kept)[number]) => ({
      attempt_id: take.id,
      length: lengths.get(take.index ?? -1) ?? 0,
      levels: call.levels,
    });
    await labelEpisodes(call.root, new Map(kept.map((take) => [take.index ?? -1, label(take)])));
  }
  journal.write({ kind: 'ended', call: call.call });
  await sent(station);
  return kept.length;
}

/** Writes down the episodes that are new in the dataset; the length of one that came alone is the growth of the dataset. */
function seen(journal: Journal, call: Call, startedAt: Date | null): void {
  const extent = extentOf(call.root);
  if (!extent) return;
  const known = call.episodes + journal.takes.filter((take) => take.call === call.call && take.index !== null).length;
  const alone = extent.episodes === known + 1 && extent.fps;
  for (let index = known; index < extent.episodes; index++)
    addTake(journal, call, {
      outcome: 'success',
      index,
      durationMs: alone ? Math.round(((extent.frames - framesBy(journal, call)) * 1000) / Number(extent.fps)) : null,
      startedAt: alone ? startedAt : null,
      framesAfter: extent.frames,
    });
}

/** Frames that were in the dataset when it was last looked at in this call. */
const framesBy = (journal: Journal, { call, frames }: Call) =>
  journal.takes.findLast((take) => take.call === call)?.framesAfter ?? frames;

function addTake(
  journal: Journal,
  { call }: Call,
  take: Pick<Take, 'outcome' | 'index' | 'durationMs' | 'framesAfter'> & { startedAt: Date | null },
): void {
  const startedAt = take.startedAt?.toISOString() ?? null;
  journal.write({ kind: 'take', id: uuidv7(), call, sequence: journal.takes.length, ...take, startedAt });
}

/** Sends what the server does not know yet, oldest first; stops quietly where it does not answer. */
async function sent(station: Station): Promise<void> {
  const { client, base, device, journal, terminal, refused } = station;
  const calls = new Map(journal.calls.map((call) => [call.call, call]));
  const deliver = async (id: string, mark: 'sent' | 'undone', act: () => Promise<unknown>) => {
    if (refused.has(id)) return;
    try {
      await act();
      journal.write({ kind: mark, id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.add(id);
      terminal.complain(`${error.message} The journal beside the dataset keeps it.\n`);
    }
  };
  try {
    for (const take of journal.toSend) {
      const call = calls.get(take.call);
      if (call) await deliver(take.id, 'sent', () => client.post(`${base}/attempts`, attemptOf(take, call, device)));
    }
    for (const { id } of journal.toUndo) await deliver(id, 'undone', () => client.post(`${base}/attempts/${id}/undo`));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
}

/** A take as the server stores it. */
function attemptOf(take: Take, call: Call, device: string): object {
  const { id, sequence, outcome, index, durationMs, startedAt } = take;
  return {
    id,
    sequence,
    outcome,
    device,
    assignmentId: call.assignmentId,
    operatorId: call.operatorId,
    stationId: call.stationId,
    ...(durationMs === null ? {} : { durationMs }),
    ...(startedAt === null ? {} : { startedAt }),
    ...(index === null ? {} : { recordedAs: `${call.root}#${index}`.slice(-300) }),
  };
}

/** What the server wants recorded next, once it knows all that was recorded; null while it does not answer. */
async function asked(station: Station): Promise<Next | null> {
  const { client, base, stationId, operator, device, journal, refused } = station;
  await sent(station);
  if ([...journal.toSend, ...journal.toUndo].some(({ id }) => !refused.has(id))) return null;
  return client.post<Next>(`${base}/stations/${stationId}/next`, { device, operator }).catch((error: Error) => {
    if (error instanceof Unreachable) return null;
    throw error;
  });
}
