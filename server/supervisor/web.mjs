// Runs Next in this process, so that the supervisor's signals and its end reach it: `start` or `dev` with a port, or `build`.
const [mode, port] = process.argv.slice(2);
// Health asks for this: the supervisor alone knows of the other processes.
globalThis.rotaMissing = process.send ? ['supervisor'] : [];
process.on('message', (told) => {
  if (Array.isArray(told?.missing)) globalThis.rotaMissing = told.missing;
});
process.on('disconnect', () => process.exit(0));
process.argv = [process.execPath, 'next', mode, process.cwd(), ...(port ? ['-p', port] : [])];
await import('next/dist/bin/next');
