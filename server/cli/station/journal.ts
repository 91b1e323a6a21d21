import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TemplateCard } from '../../core/collect/start-cards';
import type { AttemptOutcome } from '../../core/collect/words';

/** One call of the recorder, as it was begun. */
export interface Call {
  call: string;
  root: string;
  assignmentId: number;
  operatorId: number;
  stationId: number;
  levels: Record<string, string>;
  /** Episodes and frames that were in the dataset before. */
  episodes: number;
  frames: number;
  /** Where its recordings start, in their order; fewer than them where nothing states it. */
  cards: readonly TemplateCard[];
  /** What has to be added to this machine's clock to have the server's, as measured before it, in ms. */
  clockOffsetMs: number;
}

/** One recording that was seen. `index` is its episode in the dataset; null for one that was thrown away. */
export interface Take {
  id: string;
  call: string;
  sequence: number;
  outcome: AttemptOutcome;
  index: number | null;
  durationMs: number | null;
  /** Setting up before it; null where nobody heard the recording before. */
  resetMs: number | null;
  startedAt: string | null;
  /** The start it was made from. */
  card: TemplateCard | null;
  /** Frames in the dataset once it was seen. */
  framesAfter: number;
}

/** The process of a call's recorder, and the command line it was started with. */
export interface RecorderProcess {
  pid: number;
  words: readonly string[];
}

type Line =
  | ({ kind: 'call' } & Call)
  | ({ kind: 'take' } & Take)
  | { kind: 'sent' | 'lost' | 'undone'; id: string }
  | ({ kind: 'running'; call: string } & RecorderProcess)
  | { kind: 'ended'; call: string };

/**
 * What a station did, in a file beside the dataset, one JSON line an entry, written before anything is sent: whoever
 * reads it after a crash knows what was seen, what the server has, and which call was never concluded.
 */
export class Journal {
  readonly calls: Call[] = [];
  readonly takes: Take[] = [];
  private readonly marks = { sent: new Set<string>(), lost: new Set<string>(), undone: new Set<string>() };
  private readonly ended = new Set<string>();
  private readonly processes = new Map<string, RecorderProcess>();

  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const text of readFileSync(file, 'utf8').split('\n')) {
      const line = whole(text);
      if (line) this.take(line);
    }
    // A line cut off by a power loss must not swallow the next one.
    appendFileSync(file, '\n');
  }

  write(line: Line): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`, { flush: true });
    this.take(line);
  }

  /** The call that was begun and never concluded, if any. */
  get open(): Call | undefined {
    return this.calls.find(({ call }) => !this.ended.has(call));
  }

  /** The recorder of a call; process 0 where it was never started. */
  processOf(call: string): RecorderProcess {
    return this.processes.get(call) ?? { pid: 0, words: [] };
  }

  /** Takes of a call that have an episode, by rising index. */
  episodesOf(call: string): Take[] {
    return this.takes.filter((take) => take.call === call && take.index !== null && !this.marks.lost.has(take.id));
  }

  /** What the server does not know yet: recordings, and those that turned out to be lost. */
  get toSend(): Take[] {
    return this.takes.filter(({ id }) => !this.marks.sent.has(id) && !this.marks.lost.has(id));
  }

  /** Also those that were not marked as sent: a crash may have come between the server's answer and the mark. */
  get toUndo(): Take[] {
    const { lost, undone } = this.marks;
    return this.takes.filter(({ id }) => lost.has(id) && !undone.has(id));
  }

  private take(line: Line): void {
    if (line.kind === 'call') this.calls.push(line);
    else if (line.kind === 'take') this.takes.push(line);
    else if (line.kind === 'ended') this.ended.add(line.call);
    else if (line.kind === 'running') this.processes.set(line.call, line);
    else this.marks[line.kind].add(line.id);
  }
}

function whole(text: string): Line | null {
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as Line);
  } catch {
    return null;
  }
}
