import type { Server, Socket } from 'node:net';
import { closeStatement, type Message, messageSplitter, query, SYNC } from './framing';
import { translate } from './statements';

/** The engine as far as serving needs it: one session that runs protocol messages in the order given. */
export interface Engine {
  execProtocolRawStream(message: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
  isInTransaction(): boolean;
}

interface Client {
  socket: Socket;
  /** Runs of messages, each ending where the client waits for an answer. */
  batches: { bytes: Buffer; ends: boolean }[];
  names: Set<string>;
  gone: boolean;
}

/** Where a client waits for an answer: Query and Sync end a unit of work, Flush and start-up's answer only pause it. */
const ENDS = new Set(['startup', 'Q', 'S']);

/**
 * Serves one engine to all clients of `server`, each whole at a time: a client holds the engine from its first
 * message until a Query or Sync is answered outside a transaction. A client that leaves, or that idles inside a
 * transaction longer than `idleMs`, is rolled back. `fail` is called when the engine itself died.
 */
export function serveInTurns(server: Server, engine: Engine, idleMs: number, fail: (error: unknown) => void): void {
  const waiting: Client[] = [];
  let holder: Client | undefined;
  let running = false;
  let idle: NodeJS.Timeout | undefined;
  let clients = 0;

  const run = (bytes: Buffer, answer: (data: Buffer) => void) =>
    // The engine reuses its buffer after the callback, the socket may send later: copy.
    engine.execProtocolRawStream(bytes, { onRawData: (data) => answer(Buffer.from(data)) });

  async function leave(client: Client, held: boolean): Promise<void> {
    if (held) {
      await run(SYNC, () => {});
      if (engine.isInTransaction()) await run(query('rollback'), () => {});
    }
    if (client.names.size > 0) await run(Buffer.concat([...[...client.names].map(closeStatement), SYNC]), () => {});
  }

  async function takeTurns(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(idle);
    try {
      for (;;) {
        const held = holder !== undefined;
        holder ??= waiting.shift();
        if (!holder) break;
        const client: Client = holder;
        if (client.gone) {
          await leave(client, held);
          holder = undefined;
          continue;
        }
        const batch = client.batches.shift();
        if (!batch) {
          idle = setTimeout(() => client.socket.destroy(), idleMs);
          break;
        }
        await run(batch.bytes, (data) => client.socket.writable && client.socket.write(data));
        if (batch.ends && !engine.isInTransaction()) {
          holder = undefined;
          if (client.gone || client.batches.length > 0) waiting.push(client);
        }
      }
    } catch (error) {
      fail(error);
    } finally {
      running = false;
    }
  }

  server.on('connection', (socket) => {
    const client: Client = { socket, batches: [], names: new Set(), gone: false };
    const split = messageSplitter();
    const prefix = `c${++clients}_`;
    let pending: Buffer[] = [];

    const enqueue = () => {
      if (holder !== client && !waiting.includes(client)) waiting.push(client);
      void takeTurns();
    };
    const take = (message: Message) => {
      if (message.type === 'encrypt') socket.write('N');
      else if (message.type === 'cancel' || message.type === 'X') socket.end();
      else {
        pending.push(message.type === 'startup' ? message.bytes : translate(message, prefix, client.names));
        if (!ENDS.has(message.type) && message.type !== 'H') return;
        client.batches.push({ bytes: Buffer.concat(pending), ends: ENDS.has(message.type) });
        pending = [];
        enqueue();
      }
    };
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of split(chunk)) take(message);
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      client.gone = true;
      enqueue();
    });
  });
}
