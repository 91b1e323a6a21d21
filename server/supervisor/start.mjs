import { register } from 'tsx/esm/api';

register();
const { supervise } = await import('./supervise.ts');
await supervise(process.argv.includes('--dev'));
