import { generateOpenApiDocument } from 'trpc-to-openapi';
import { environment } from '../env';
import { appRouter } from '../routers';

let document: object | undefined;

/** The OpenAPI 3.1 description of `/api/v1`, generated from the procedures themselves. */
export function openApiDocument(): object {
  document ??= generateOpenApiDocument(appRouter, {
    title: 'Rota',
    version: '1',
    description:
      'Recordings and checkpoints in, schedules and training manifests out. Send a token as `Authorization: Bearer …`.',
    baseUrl: `${environment().baseUrl}/api/v1`,
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  });
  return document;
}
