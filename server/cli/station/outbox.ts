import { type Client, Refused, Unreachable } from '../client';
import type { Call, Journal, Take } from './journal';

/** Sends what a journal holds and the server does not know yet, oldest first; what gets no answer is tried again later. */
export class Outbox {
  private underWay: Promise<void> | null = null;
  /** Entries that the server refused for good; they stay in the journal and are not sent again in this run. */
  private readonly refused = new Set<string>();

  constructor(
    private readonly journal: Journal,
    private readonly client: Client,
    /** Path of the program in the API. */
    private readonly base: string,
    private readonly device: string,
    private readonly complain: (text: string) => void,
  ) {}

  /** Sends what there is, or waits for the sending that is under way. */
  send(): Promise<void> {
    this.underWay ??= this.sendAll().finally(() => {
      this.underWay = null;
    });
    return this.underWay;
  }

  /** Whether something waits that the server has neither taken nor refused. */
  get waiting(): boolean {
    return [...this.journal.toSend, ...this.journal.toUndo].some(({ id }) => !this.refused.has(id));
  }

  private async sendAll(): Promise<void> {
    const { journal, client, base } = this;
    const calls = new Map(journal.calls.map((call) => [call.call, call]));
    try {
      for (const take of journal.toSend) {
        const call = calls.get(take.call);
        if (call)
          await this.deliver(take.id, 'sent', () =>
            client.post(`${base}/attempts`, attemptOf(take, call, this.device)),
          );
      }
      for (const { id } of journal.toUndo)
        await this.deliver(id, 'undone', () => client.post(`${base}/attempts/${id}/undo`).catch(unlessUnknown));
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }

  private async deliver(id: string, mark: 'sent' | 'undone', act: () => Promise<unknown>): Promise<void> {
    if (this.refused.has(id)) return;
    try {
      await act();
      this.journal.write({ kind: mark, id });
    } catch (error) {
      if (isAbsent(error) || !(error instanceof Refused)) throw error;
      this.refused.add(id);
      this.complain(`${error.message} The journal beside the dataset keeps it.\n`);
    }
  }
}

/** What the server never stored need not be taken back. */
function unlessUnknown(error: unknown): void {
  if (!(error instanceof Refused && error.status === 404)) throw error;
}

/** Whether the server is not there, or is and cannot do its work now: the same question may be answered later. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && (error.status >= 500 || error.status === 429));
}

/** A take as the server stores it. */
function attemptOf(take: Take, call: Call, device: string): object {
  const { id, sequence, outcome, index, durationMs, resetMs, startedAt, card } = take;
  return {
    id,
    sequence,
    outcome,
    device,
    assignmentId: call.assignmentId,
    operatorId: call.operatorId,
    stationId: call.stationId,
    timedBy: 'recorder',
    ...(durationMs === null ? {} : { durationMs }),
    ...(resetMs === null ? {} : { resetMs }),
    ...(card ? { card } : {}),
    ...(startedAt === null ? {} : { startedAt, clockOffsetMs: call.clockOffsetMs }),
    ...(index === null ? {} : { recordedAs: `${call.root}#${index}`.slice(-300) }),
  };
}
