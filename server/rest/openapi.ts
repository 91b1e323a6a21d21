import { generateOpenApiDocument } from 'trpc-to-openapi';
import { environment } from '../env';
import { appRouter } from '../routers';
import { STATUS } from './error-response';
import { procedures, type Route } from './routes';

type Document = ReturnType<typeof generateOpenApiDocument>;
type PathItem = NonNullable<Document['paths']>[string];
type AddedPaths = NonNullable<Parameters<typeof generateOpenApiDocument>[1]['paths']>;
type Operation = NonNullable<PathItem['get']>;

const TAGS: Record<string, string> = {
  programs: 'Programs, their factors, caps and settings.',
  people: 'Who works in a program, and the tokens of its machines.',
  matrix: 'Levels, exclusions and safety rules of the diversity matrix.',
  imports: 'Recordings into the store: upload or import folder, dry run, mapping.',
  checkpoints: 'Runs, checkpoints and their members.',
  scoring: 'Disagreement of a checkpoint on the rollouts, by ONNX members or by posted predictions.',
  schedules: 'Proposals, publication, replay and rounds.',
  collection: 'Assignments and the attempts logged against them.',
  evaluations: 'Panels, evaluations and their trials.',
  rollouts: 'What a policy drives by plan: probe rollouts and evaluation trials as assignments.',
  manifests: 'What was collected, for training.',
};

const REFUSALS: Record<number, string> = {
  [STATUS.invalid]: 'The input cannot be used; `message` says what is wrong with it.',
  401: 'No token, or one that is unknown, expired or revoked.',
  [STATUS.forbidden]: 'The token lacks the scope that this needs.',
  [STATUS.not_found]: 'There is no such thing in a program that this token can see.',
  [STATUS.conflict]: 'It clashes with what is stored.',
  [STATUS.stale]: 'It was decided from something that has changed since, and needs a deliberate yes.',
  [STATUS.infeasible]: 'No schedule keeps all limits; `details` holds the certificate.',
  500: 'Something failed on the server; nothing was changed.',
};

const UPLOAD: AddedPaths[string] = {
  post: {
    operationId: 'imports-upload',
    summary: 'Upload one file',
    description:
      'The body is the file itself; folders go as a .zip. Needs the scope `data`. The id in the answer is what an import, a checkpoint or predictions name.',
    tags: ['imports'],
    security: [{ token: [] }],
    parameters: [
      { name: 'program', in: 'path', required: true, schema: { type: 'string' } },
      {
        name: 'x-file-name',
        in: 'header',
        required: true,
        description: 'Name of the file, percent-encoded.',
        schema: { type: 'string' },
      },
    ],
    requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
    responses: {
      201: {
        description: 'The file is kept until it is imported.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { uploadId: { type: 'string', format: 'uuid' }, bytes: { type: 'integer' } },
              required: ['uploadId', 'bytes'],
            },
          },
        },
      },
    },
  },
};

let document: Document | undefined;

/** The OpenAPI 3.1 description of `/api/v1`, generated from the procedures themselves. */
export function openApiDocument(): Document {
  document ??= describeApi();
  return document;
}

function describeApi(): Document {
  const made = generateOpenApiDocument(appRouter, {
    title: 'Rota',
    version: '1',
    openApiVersion: '3.1.0',
    description:
      'Recordings and checkpoints in, schedules and training manifests out. Send a token as `Authorization: Bearer …`; every refusal is a JSON object with a sentence in `message`.',
    baseUrl: `${environment().baseUrl}/api/v1`,
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    paths: { '/programs/{program}/uploads': UPLOAD },
  });
  const paths = made.paths ?? {};
  for (const { operation } of operationsOf(paths)) describeAnswers(operation);
  for (const [name, procedure] of Object.entries(procedures)) {
    const { openapi, access } = procedure._def.meta ?? {};
    if (!openapi || !access || !('scope' in access) || !access.scope) continue;
    const operation = operationAt(paths, openapi.method, openapi.path);
    if (!operation) throw new Error(`${name} is missing from the document.`);
    operation.description = [operation.description, `Needs the scope \`${access.scope}\`.`].filter(Boolean).join(' ');
  }
  const used = new Set(operationsOf(paths).flatMap(({ operation }) => operation.tags ?? []));
  const schemas = Object.entries(made.components?.schemas ?? {}).filter(([name]) => !name.startsWith('error.'));
  return {
    ...made,
    components: {
      ...made.components,
      schemas: { ...Object.fromEntries(schemas), Refusal: REFUSAL },
    },
    tags: [...used].sort().map((name) => ({ name, description: TAGS[name] ?? `All about ${name}.` })),
  };
}

const REFUSAL = {
  type: 'object' as const,
  properties: {
    message: { type: 'string' as const, description: 'A sentence that says what happened and what to do next.' },
    fault: { enum: [...Object.keys(STATUS), null], description: 'The kind of refusal; null for a failure.' },
    details: { type: ['object', 'null'] as ('object' | 'null')[], description: 'Evidence for programs to read.' },
  },
  required: ['message', 'fault', 'details'],
};

/** Replaces the generator's idea of refusals by ours; an empty answer is 204. */
function describeAnswers(operation: Operation) {
  const { 200: good, 201: created } = operation.responses ?? {};
  const empty = good && 'content' in good && !Object.keys(good.content?.['application/json']?.schema ?? {}).length;
  operation.responses = {
    ...(created
      ? { 201: created }
      : empty
        ? { 204: { description: 'Done; there is nothing to say.' } }
        : { 200: good }),
    ...Object.fromEntries(
      Object.entries(REFUSALS).map(([status, description]) => [
        status,
        { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } },
      ]),
    ),
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

function operationsOf(paths: NonNullable<Document['paths']>) {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  );
}

function operationAt(paths: NonNullable<Document['paths']>, method: string, path: string): Operation | undefined {
  return operationsOf(paths).find((one) => one.path === path && one.method === method.toLowerCase())?.operation;
}

/** Types of a route's path and query parameters, as the document states them. */
export function parameterTypesOf(route: Route): ReadonlyMap<string, string> {
  const operation = operationAt(openApiDocument().paths ?? {}, route.method, route.path);
  return new Map(
    (operation?.parameters ?? []).flatMap((parameter) => {
      const schema = 'schema' in parameter ? parameter.schema : undefined;
      return 'name' in parameter && schema && 'type' in schema && typeof schema.type === 'string'
        ? [[parameter.name, schema.type] as const]
        : [];
    }),
  );
}
