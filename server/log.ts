import pino, { type Logger } from 'pino';
import { environment } from './env';

let logger: Logger | undefined;

/** The process log, JSON lines on standard output. */
export function log(): Logger {
  logger ??= pino({ level: environment().logLevel, base: undefined });
  return logger;
}
