const START_UP = 196_608;
const CANCEL = 80_877_102;
const SSL = 80_877_103;
const GSS = 80_877_104;
const LONGEST_MESSAGE = 1 << 30;

/** One whole message of the PostgreSQL protocol, header included; start-up packets have no type byte. */
export interface Message {
  type: 'startup' | 'encrypt' | 'cancel' | string;
  bytes: Buffer;
}

/** Cuts a byte stream into whole messages, however the chunks fall. Throws on what cannot be PostgreSQL's protocol. */
export function messageSplitter(): (chunk: Buffer) => Message[] {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  let started = false;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < wanted) return [];
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks, length);
    const messages: Message[] = [];
    for (;;) {
      const header = started ? 5 : 8;
      wanted = rest.length < header ? header : sizeOf(rest, started);
      if (rest.length < wanted) break;
      const bytes = rest.subarray(0, wanted);
      rest = rest.subarray(wanted);
      const type = started ? String.fromCharCode(bytes[0]) : openingOf(bytes.readInt32BE(4));
      if (type === 'startup') started = true;
      messages.push({ type, bytes });
    }
    chunks = rest.length > 0 ? [rest] : [];
    length = rest.length;
    return messages;
  };
}

function sizeOf(bytes: Buffer, started: boolean): number {
  const size = started ? 1 + bytes.readInt32BE(1) : bytes.readInt32BE(0);
  if (size < (started ? 5 : 8) || size > LONGEST_MESSAGE)
    throw new Error(`A message of ${size} bytes is not PostgreSQL's protocol.`);
  return size;
}

function openingOf(code: number): Message['type'] {
  if (code === SSL || code === GSS) return 'encrypt';
  if (code === CANCEL) return 'cancel';
  if (code >= START_UP && code < START_UP + 0x10000) return 'startup';
  throw new Error(`Unknown protocol version ${code}.`);
}

/** A message of this type around a body. */
export function frame(type: string, body: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(5 + body.length);
  bytes.write(type, 0, 'latin1');
  bytes.writeInt32BE(4 + body.length, 1);
  body.copy(bytes, 5);
  return bytes;
}

/** Zero-terminated text as the protocol writes it. */
export function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

export const SYNC = frame('S', Buffer.alloc(0));

/** A simple query. */
export function query(sql: string): Buffer {
  return frame('Q', text(sql));
}

/** Closes a named prepared statement. */
export function closeStatement(name: string): Buffer {
  return frame('C', text(`S${name}`));
}
