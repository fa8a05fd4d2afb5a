import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addPushSubscription, pushSubscriptionsOf, removePushSubscription } from '../store/push-subscriptions.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

/** Base64url of so many bytes. */
const bytes = (count: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+={0,2}$/, 'is not base64url')
    .refine((text) => Buffer.from(text, 'base64url').length === count, { message: `must be ${count} bytes` });

const endpoint = z.url({ protocol: /^https$/ }).max(2_000);

/** Where the app takes notices (Web Push), for whoever is signed in. What they hear of follows from whose contact they are. */
export const myPushRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pushKey, pushServices } = deps.config;
  // The gateway posts there: to services that are known to take notices, and to nothing inside our network.
  const isKnown = (url: string) =>
    URL.canParse(url) && pushServices.some((host) => new URL(url).hostname === host || new URL(url).hostname.endsWith(`.${host}`));
  const subscription = z
    .object({
      endpoint: endpoint.refine(isKnown, { message: 'is of no push service that we know (HEARTHLINE_PUSH_SERVICES)' }),
      keys: z.object({ p256dh: bytes(65), auth: bytes(16) }),
    })
    .meta({ id: 'PushSubscriptionInput' });

  app.get(
    '/api/my/push-key',
    {
      schema: {
        tags: ['my'],
        description: 'The public key of the gateway, which a browser wants to know when it subscribes (VAPID).',
        response: { 200: z.object({ key: z.string() }), ...refusals },
      },
    },
    async () => ({ key: pushKey }),
  );

  app.get(
    '/api/my/push-subscriptions',
    {
      schema: {
        tags: ['my'],
        description: 'Where the gateway sends the notices of whoever is signed in: a browser that holds another address gets none.',
        response: { 200: z.object({ endpoints: z.array(z.string()) }), ...refusals },
      },
    },
    async (request) => {
      const subscriptions = await pushSubscriptionsOf(deps.pool, userOf(request).id);
      return { endpoints: subscriptions.map(({ endpoint: url }) => url) };
    },
  );

  app.post(
    '/api/my/push-subscriptions',
    { schema: { tags: ['my'], body: subscription, response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const { endpoint: url, keys } = request.body;
      const { id, sessionId } = userOf(request);
      await writing(deps, request, (tx) => addPushSubscription(tx, { userId: id, sessionId }, { endpoint: url, ...keys }));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/my/push-subscriptions',
    { schema: { tags: ['my'], body: z.strictObject({ endpoint }), response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => removePushSubscription(tx, userOf(request).id, request.body.endpoint));
      return reply.code(204).send(null);
    },
  );
};
