import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { recorderCommand, shellWords } from '../../core/collect/recorder-command';
import type { TemplateCard } from '../../core/collect/start-cards';
import type { Client } from '../client';
import { Failed, type Terminal } from '../terminal';
import { extentOf, freshRoot, labelEpisodes, readableLengths } from './dataset';
import type { Call, Journal, Take } from './journal';
import { type Ears, earsOf, type Listener } from './log';
import { isAbsent, Outbox } from './outbox';
import { foundRecorder, type Recorder, startRecorder } from './recorder';

/** What a station records next, as the server says. */
interface Next {
  reason: string | null;
  recorderFlags: string;
  held: {
    assignmentId: number;
    instruction: string;
    count: number;
    operatorId: number;
    operator: string;
    levels: Record<string, string>;
    cards: TemplateCard[];
    serverTime: string;
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
}

/** A station at work. */
interface Work extends Station {
  outbox: Outbox;
  say(sentence: string): void;
}

const LOOK_MS = 200;
const HEAR_MS = 20;
const ASK_MS = 3000;
/** Calls in a row that died without one recording: the recorder does not work. */
const MOST_FAILURES = 3;

/** Records one assignment after another until nothing is free, the person stops the recorder, or it does not work. */
export async function runStation(station: Station): Promise<void> {
  const { journal, terminal, client, base, device } = station;
  const say = (sentence: string) => terminal.complain(`${sentence}\n`);
  const work = { ...station, say, outbox: new Outbox(journal, client, base, device, terminal.complain) };
  if (journal.open) await takeUp(work, journal.open);
  let failures = 0;
  let said = '';
  for (;;) {
    const next = await asked(work);
    if (!next?.held) {
      const why = next?.reason ?? 'Rota does not answer; what was recorded is kept here and sent once it does.';
      if (why !== said) say(why);
      said = why;
      if (!station.wait && next) return;
      await pause(ASK_MS);
      continue;
    }
    said = '';
    const { count } = next.held;
    const { recorder, kept, stopped } = await recordOnce(work, { ...next, held: next.held });
    if (stopped || (!recorder.failed() && kept < count)) {
      say(`The recorder was stopped at ${kept} of ${count}. Run the same command to go on.`);
      return;
    }
    failures = recorder.failed() && kept === 0 ? failures + 1 : 0;
    if (failures >= MOST_FAILURES)
      throw new Failed(
        `The recorder failed ${failures} times without a recording (exit code ${recorder.code() ?? 'none'}).`,
      );
  }
}

/** Follows the call that an earlier run began and did not conclude; its recorder may still be at work. */
async function takeUp(work: Work, call: Call): Promise<void> {
  const { pid, words } = work.journal.processOf(call.call);
  const recorder = await foundRecorder(pid, words);
  work.say(
    recorder.running()
      ? 'The recorder of the last run is still at work; following it.'
      : 'The last run ended without a conclusion; taking up what it recorded.',
  );
  await conclude(work, call, recorder);
}

/** One call of the recorder for an assignment, from its start to its conclusion. */
async function recordOnce(
  work: Work,
  { held, recorderFlags, clockOffsetMs }: Next & { held: NonNullable<Next['held']>; clockOffsetMs: number },
) {
  const { journal, say } = work;
  const root = rootOf(work);
  const extent = extentOf(root);
  const words = recorderCommand([...work.template, ...shellWords(recorderFlags)], {
    task: held.instruction,
    count: held.count,
    root,
    resume: extent !== null,
  });
  const call: Call = {
    call: uuidv7(),
    root,
    assignmentId: held.assignmentId,
    operatorId: held.operatorId,
    stationId: work.stationId,
    levels: held.levels,
    episodes: extent?.episodes ?? 0,
    frames: extent?.frames ?? 0,
    cards: held.cards.slice(0, held.count),
    clockOffsetMs,
  };
  say(`${held.operator}: ${held.instruction}, ${held.count} to record.`);
  sayStart(work, cardOf(call, call.episodes));
  journal.write({ kind: 'call', ...call });
  const began = (pid: number) => journal.write({ kind: 'running', call: call.call, pid, words });
  const recorder = await startRecorder(words, logOf(work), began).catch((error: Error) => {
    journal.write({ kind: 'ended', call: call.call });
    throw new Failed(`The recorder cannot be started (${error.message}). Nothing was recorded.`);
  });
  return { recorder, ...(await conclude(work, call, recorder)) };
}

const logOf = ({ folder }: Station) => `${folder}.rota.log`;

/** The dataset to go on with: the newest one, or a fresh neighbour where the newest lost its files. */
function rootOf({ folder, journal }: Station): string {
  const last = journal.calls.at(-1);
  if (!last) return folder;
  const lost =
    journal.takes.some((take) => take.call === last.call && take.index !== null) &&
    journal.episodesOf(last.call).length === 0;
  return lost ? freshRoot(folder) : last.root;
}

/**
 * Follows a call to its end: logs what appears, then checks that it can be read. Returns how many recordings it kept,
 * and whether a person asked this program to stop meanwhile.
 */
async function conclude(work: Work, call: Call, recorder: Recorder): Promise<{ kept: number; stopped: boolean }> {
  const { journal, say } = work;
  const stopped = await followed(work, call, recorder);
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
  await work.outbox.send();
  return { kept: kept.length, stopped };
}

/** Looks and listens until the recorder has ended, whatever the network does. True when Ctrl-C was pressed meanwhile. */
async function followed(work: Work, call: Call, recorder: Recorder): Promise<boolean> {
  const { journal, say, terminal, outbox } = work;
  const again = journal.takes.filter((take) => take.call === call.call && take.index === null).length;
  let told = call.episodes;
  /** Said once for each, as soon as the recorder's words or, where it has others, its dataset tell that it is next. */
  const sayNext = (episode: number) => {
    if (episode > told) sayStart(work, cardOf(call, episode));
    told = Math.max(told, episode);
  };
  const listener: Listener = {
    onReset: (episode) => sayNext(episode + 1),
    onAgain(episode, span) {
      const card = cardOf(call, episode);
      sayStart(work, card);
      addTake(journal, call, { outcome: 'discard', index: null, ...span, card, framesAfter: framesBy(journal, call) });
    },
  };
  const ears = earsOf(logOf(work), recorder.startedHere ? null : { again }, listener, terminal.complain);
  const hearing = setInterval(() => ears.listen(), HEAR_MS);
  let stopped = false;
  // The terminal tells the recorder too, which then finishes its files: a second Ctrl-C does not wait for that.
  const stop = () => {
    stopped = true;
    say('Waiting for the recorder to finish its files. Press Ctrl-C again to leave it.');
  };
  process.once('SIGINT', stop);
  try {
    ears.listen();
    while (recorder.running()) {
      sayNext(seen(journal, call, ears));
      const look = pause(LOOK_MS);
      await Promise.race([outbox.send(), look]);
      await look;
    }
    ears.listen();
    seen(journal, call, ears);
    return stopped;
  } finally {
    clearInterval(hearing);
    process.removeListener('SIGINT', stop);
  }
}

/**
 * Writes down the episodes that are new in the dataset, and returns the index of the next. The length of one that came alone is the growth of the dataset;
 * of several, what was heard of each.
 */
function seen(journal: Journal, call: Call, ears: Ears): number {
  const extent = extentOf(call.root);
  const known = call.episodes + journal.takes.filter((take) => take.call === call.call && take.index !== null).length;
  if (!extent) return known;
  const alone = extent.episodes === known + 1 && extent.fps;
  for (let index = known; index < extent.episodes; index++) {
    const { startedAt, durationMs, resetMs } = ears.spanOf(index);
    addTake(journal, call, {
      outcome: 'success',
      index,
      durationMs: alone
        ? Math.round(((extent.frames - framesBy(journal, call)) * 1000) / Number(extent.fps))
        : durationMs,
      resetMs,
      startedAt,
      card: cardOf(call, index),
      framesAfter: extent.frames,
    });
  }
  return Math.max(known, extent.episodes);
}

/** The start that an episode of a call is made from, by its index in the dataset; one recorded again starts where it did. */
const cardOf = ({ cards, episodes }: Call, index: number) => cards[index - episodes] ?? null;

/** Says where the next recording starts, before its object is placed. */
function sayStart({ say }: Work, card: TemplateCard | null): void {
  const words = card && [card.zone, card.orientation, card.distractors].filter(Boolean).join(', ');
  if (words) say(`Start from: ${words}.`);
}

/** Frames that were in the dataset when it was last looked at in this call. */
const framesBy = (journal: Journal, { call, frames }: Call) =>
  journal.takes.findLast((take) => take.call === call)?.framesAfter ?? frames;

function addTake(
  journal: Journal,
  { call }: Call,
  take: Omit<Take, 'id' | 'call' | 'sequence' | 'startedAt'> & { startedAt: Date | null },
): void {
  const startedAt = take.startedAt?.toISOString() ?? null;
  journal.write({ kind: 'take', id: uuidv7(), call, sequence: journal.takes.length, ...take, startedAt });
}

/**
 * What the server wants recorded next, once it knows all that was recorded, and how far this machine's clock is off; null
 * while it does not answer. Half of the round trip is taken as the way back.
 */
async function asked({ client, base, stationId, operator, device, outbox }: Work) {
  await outbox.send();
  if (outbox.waiting) return null;
  const sent = performance.now();
  try {
    const next = await client.post<Next>(`${base}/stations/${stationId}/next`, { device, operator });
    const serverMs = Date.parse(next.held?.serverTime ?? '') + (performance.now() - sent) / 2;
    return { ...next, clockOffsetMs: Math.round(serverMs - Date.now()) };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
