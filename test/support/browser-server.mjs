import { rmSync } from 'node:fs';

// Only when every process below has ended is nothing written into the data any more.
process.on('exit', () => rmSync(process.env.ROTA_DATA, { recursive: true, force: true }));

await import('../../server/supervisor/start.mjs');
