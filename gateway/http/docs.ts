import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { livePath, myLivePath, responseLivePath } from './docs-live.ts';
import { tidySchemas } from './docs-schemas.ts';

const description = `Readings come in over MQTT or HTTP and are acknowledged when they are stored and judged.
Instants are ISO 8601, units are UCUM, errors are RFC 9457 problems.

People sign in at \`POST /api/auth/sign-in/email\` with \`{"email", "password"}\` and send the session cookie they get.
Devices and integrations use HTTP Basic with their own id and secret, apps a bearer token.`;

/** OpenAPI 3.1 from the routes' own schemas, and a page to read it; both from this server alone. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hearthline', version: '1', description },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'hearthline.session_token',
            description: 'Over TLS: __Host-hearthline.session_token',
          },
          machine: { type: 'http', scheme: 'basic' },
          app: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withLive(tidySchemas(jsonSchemaTransformObject(document), contractNames())),
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { validatorUrl: null },
    logLevel: 'silent',
    // Its widgets set styles of their own; scripts stay as strict as everywhere.
    transformStaticCSP: (policy) => policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

const withLive = <D extends object>(document: D & { readonly paths?: object }): D => ({
  ...document,
  paths: { ...document.paths, '/api/live': livePath, '/api/my/live': myLivePath, '/api/response/live': responseLivePath },
});
const contractNames = () => new Set(z.globalRegistry._idmap.keys());
