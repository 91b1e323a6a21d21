import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** Unix sockets take about 104 bytes of path on the strictest systems. */
const LONGEST_SOCKET_PATH = 100;

/** Where the embedded database of a data folder lives: its files, its lock and its Unix socket, all absolute. */
export interface EmbeddedLocation {
  files: string;
  lock: string;
  socket: string;
}

/** The location inside `dataFolder`; the socket moves to a short folder of the system when its path would be too long. */
export function embeddedLocation(dataFolder: string): EmbeddedLocation {
  const folder = path.resolve(dataFolder);
  const socket = path.join(folder, 'run', '.s.PGSQL.5432');
  const short = path.join(
    os.tmpdir(),
    `rota-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`,
    '.s.PGSQL.5432',
  );
  return {
    files: path.join(folder, 'database'),
    lock: path.join(folder, 'database.lock'),
    socket: Buffer.byteLength(socket) > LONGEST_SOCKET_PATH ? short : socket,
  };
}
