/**
 * The layers as allow-lists: what a room may import, everything else is an error.
 * core ← db/schema ← db/queries ← services ← routers | jobs | rest ← app.
 */
const PACKAGES = '(^|/)node_modules/';
const CORE = '^server/core/';
const DB = '^db/(schema|queries)/|^db/client\\.ts$';
const CONTEXT = '^server/services/';

const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: typeof from === 'string' ? { path: from } : from,
  to: { pathNot: allowed },
});

const ANY_PACKAGE = [PACKAGES];
// Resolved files carry a dot, Node's own modules never do.
const BUILT_IN = '^(node:)?[a-z0-9_/]+$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('core-is-pure', { path: CORE, pathNot: '/schema\\.ts$' }, [CORE], 'The domain imports the domain.'),
    only(
      'core-schemas-know-zod',
      { path: '^server/core/.*schema\\.ts$' },
      [CORE, `${PACKAGES}zod/`],
      'zod in schema.ts only.',
    ),
    only(
      'adapters-see-core',
      '^server/adapters/',
      [CORE, '^server/adapters/', ...ANY_PACKAGE, BUILT_IN],
      'An adapter implements a port.',
    ),
    only(
      'formats-see-core',
      '^server/formats/',
      [CORE, '^server/formats/', ...ANY_PACKAGE, BUILT_IN],
      'Formats read files.',
    ),
    only(
      'schema-sees-core',
      '^db/schema/',
      [CORE, '^db/schema/', `${PACKAGES}drizzle-orm/`],
      'Tables are declarations.',
    ),
    only(
      'queries-see-schema',
      '^db/queries/',
      [CORE, DB, `${PACKAGES}drizzle-orm/`],
      'Queries see tables and the domain.',
    ),
    only(
      'services-see-ports',
      CONTEXT,
      [CORE, DB, CONTEXT, `${PACKAGES}drizzle-orm/`],
      'Verbs see ports, never adapters.',
    ),
    only(
      'routers-are-thin',
      '^server/routers/',
      [CORE, CONTEXT, '^db/queries/', '^server/(routers/|trpc\\.ts$)', ...ANY_PACKAGE],
      'A transport calls verbs; a read with nothing to decide is the query itself.',
    ),
    only(
      'rest-is-thin',
      '^server/rest/',
      [
        CORE,
        CONTEXT,
        '^server/(rest/|routers/|trpc\\.ts$|auth\\.ts$|wiring\\.ts$|env\\.ts$|log\\.ts$)',
        ...ANY_PACKAGE,
        BUILT_IN,
      ],
      'A transport calls verbs.',
    ),
    only(
      'jobs-are-thin',
      '^server/jobs/',
      [CORE, CONTEXT, '^server/(jobs/|wiring\\.ts$|env\\.ts$|log\\.ts$)', ...ANY_PACKAGE, BUILT_IN],
      'A transport calls verbs.',
    ),
    only(
      'lab-is-a-client',
      { path: '^server/lab/', pathNot: '/(first-program|experiment-child)\\.ts$' },
      [CORE, CONTEXT, '^server/lab/', ...ANY_PACKAGE, BUILT_IN],
      'The lab uses the product as a team would.',
    ),
    only(
      'first-program-runs-the-lab',
      '^server/lab/first-program\\.ts$',
      [CORE, '^server/lab/', '^server/formats/lerobot/', '^server/log\\.ts$', ...ANY_PACKAGE, BUILT_IN],
      'A process of its own: it gives the lab a writer and a log.',
    ),
    only(
      'experiments-decide-as-the-planner',
      '^server/lab/experiment-child\\.ts$',
      [CORE, '^server/lab/', '^server/adapters/highs-solver\\.ts$', ...ANY_PACKAGE, BUILT_IN],
      'A process of its own: it gives the lab the solver that the planner has.',
    ),
    only(
      'embedded-stands-alone',
      '^db/embedded/',
      ['^db/embedded/', ...ANY_PACKAGE, BUILT_IN],
      'The embedded database serves a protocol.',
    ),
    only(
      'supervisor-starts',
      { path: '^server/supervisor/', pathNot: '/fill\\.ts$' },
      ['^server/supervisor/', '^db/embedded/', ...ANY_PACKAGE, BUILT_IN],
      'The supervisor starts processes.',
    ),
    only(
      'fill-enters-as-server',
      '^server/supervisor/fill\\.ts$',
      [CORE, DB, CONTEXT, '^server/(lab/|wiring\\.ts$|env\\.ts$)', `${PACKAGES}drizzle-orm/`, BUILT_IN],
      'The first fill is a process of its own, as the worker is.',
    ),
    only(
      'backup-copies-files',
      '^server/cli/backup/',
      ['^server/cli/', '^db/embedded/', ...ANY_PACKAGE, BUILT_IN],
      'A backup takes the files of the embedded database, and nothing of what is in them.',
    ),
    only(
      'cli-is-a-client',
      { path: '^server/cli/', pathNot: '^server/cli/backup/' },
      [
        CORE,
        '^server/cli/',
        '^server/(wiring|env)\\.ts$',
        '^server/services/people/',
        '^server/lab/(experiment|experiment-report|run-experiment)\\.ts$',
        '^server/lab/world/designs/catalogue\\.ts$',
        '^server/formats/',
        ...ANY_PACKAGE,
        BUILT_IN,
      ],
      'The command line calls the API, manages people on the server, and runs experiments and reads recordings where it is.',
    ),
    {
      name: 'app-runs-core-only',
      severity: 'error',
      comment: 'Pages import the domain at run time and everything else of the server as types.',
      from: { path: '^app/', pathNot: '^app/(api/|_trpc/server\\.tsx?$)' },
      to: { path: '^(server|db)/', pathNot: CORE },
    },
    {
      name: 'app-entries-enter-by-transports',
      severity: 'error',
      from: { path: '^app/(api/|_trpc/server\\.tsx?$)' },
      to: { path: '^(server|db)/', pathNot: `${CORE}|^server/(routers|rest)/|^server/(auth|trpc|wiring|env)\\.ts$` },
    },
    {
      name: 'nothing-below-imports-app',
      severity: 'error',
      from: { path: '^(server|db)/' },
      to: { path: '^(app|test|e2e)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$|^\\.next/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
