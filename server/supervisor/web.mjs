// Runs Next in this process, so that the supervisor's signals reach it.
const [mode, port] = process.argv.slice(2);
process.on('disconnect', () => process.exit(0));
process.argv = [process.execPath, 'next', mode, process.cwd(), '-p', port];
await import('next/dist/bin/next');
