import { frame, type Message, text } from './framing';

/** Statements that kill the engine or reach into the other clients of its one session. */
const REFUSED: Record<string, string> = {
  copy: 'COPY is not available in the embedded database; use insert … select from unnest(…).',
  listen: 'LISTEN is not available in the embedded database; read the events table.',
  prepare: 'PREPARE is not available in the embedded database; use the driver for prepared statements.',
  deallocate: 'DEALLOCATE is not available in the embedded database; statements end with their connection.',
  discard: 'DISCARD is not available in the embedded database: all clients share one session.',
};

const BEFORE_FIRST_WORD = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Why a statement is refused, judged by its first word; undefined when it may run. */
export function refusalOf(sql: string): string | undefined {
  const word = /^[a-z]+/i.exec(sql.replace(BEFORE_FIRST_WORD, ''))?.[0].toLowerCase();
  return word ? REFUSED[word] : undefined;
}

/**
 * The message as the shared session may see it. Names of prepared statements get the client's prefix, because
 * two clients may choose the same; a refused statement becomes one that fails with the reason, so that the
 * engine keeps the transaction's state right. `names` collects what has to be closed when the client leaves.
 */
export function translate(message: Message, prefix: string, names: Set<string>): Buffer {
  const { type, bytes } = message;
  if (type === 'Q') return translateQuery(bytes);
  if (type === 'P') return translateParse(bytes, prefix, names);
  if (type === 'B') return renameAt(bytes, endOfText(bytes, 5), prefix);
  if ((type === 'D' || type === 'C') && bytes[5] === 0x53) return renameAt(bytes, 6, prefix);
  return bytes;
}

function translateQuery(bytes: Buffer): Buffer {
  const reason = refusalOf(headOf(bytes, 5));
  return reason ? frame('Q', text(failing(reason))) : bytes;
}

function translateParse(bytes: Buffer, prefix: string, names: Set<string>): Buffer {
  const sqlStart = endOfText(bytes, 5);
  const name = bytes.toString('utf8', 5, sqlStart - 1);
  if (name) names.add(prefix + name);
  const reason = refusalOf(headOf(bytes, sqlStart));
  if (reason) return frame('P', Buffer.concat([text(name && prefix + name), text(failing(reason)), Buffer.alloc(2)]));
  return renameAt(bytes, 5, prefix);
}

function renameAt(bytes: Buffer, start: number, prefix: string): Buffer {
  if (bytes[start] === 0) return bytes;
  return frame(
    String.fromCharCode(bytes[0]),
    Buffer.concat([bytes.subarray(5, start), Buffer.from(prefix), bytes.subarray(start)]),
  );
}

function endOfText(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(0, start);
  if (end < 0) throw new Error('A text without its end in a message of the PostgreSQL protocol.');
  return end + 1;
}

function headOf(bytes: Buffer, start: number): string {
  return bytes.toString('utf8', start, endOfText(bytes, start) - 1);
}

function failing(reason: string): string {
  return `do $$ begin raise exception using errcode = 'feature_not_supported', message = '${reason.replaceAll("'", "''")}'; end $$`;
}
