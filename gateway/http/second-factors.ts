import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import QRCode from 'qrcode';
import { z } from 'zod';
import type { WayIn } from '../contract/sign-in.ts';
import type { HttpDeps } from './deps.ts';
import { webHeaders } from './guard.ts';
import { askLibrary, sendAnswer, tooMany } from './library-route.ts';
import { HttpProblem } from './problems.ts';
import { sessionBegan, signInAudit } from './sign-in-audit.ts';

const withPassword = z.strictObject({ password: z.string().max(1000) });
const code = z.strictObject({ code: z.string().trim().min(1).max(20) });
const person = z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string(), email: z.string() }) });
const enabled = z.object({
  totpURI: z.string(),
  qrSvg: z.string().describe('The same for the camera of an authenticator app, an SVG image'),
  backupCodes: z.array(z.string()).describe('Each lets in once without the app; shown now and never again'),
});
/** What goes between a browser's authenticator and the library, as WebAuthn has it. */
const ceremony = z.record(z.string(), z.unknown());

/** Authenticator apps and passkeys: setting them up, and signing in with them. */
export const secondFactorRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const pass = async (request: FastifyRequest, reply: FastifyReply) => sendAnswer(reply, await askLibrary(deps, request));
  const who = (request: FastifyRequest) => (request.headers.cookie ? deps.identity.sessionUser(webHeaders(request)) : null);

  /** Hands on what somebody who is signed in asks, and writes down what they did. */
  const changing = (action: string) => async (request: FastifyRequest, reply: FastifyReply) => {
    const user = await who(request);
    const answer = await askLibrary(deps, request);
    if (user && !(answer instanceof HttpProblem)) await signInAudit(deps, `user:${user.id}`, action, user.id);
    return sendAnswer(reply, answer);
  };

  /** Hands on what may begin a session, and writes down whether it did. */
  const proving = (way: WayIn) => async (request: FastifyRequest, reply: FastifyReply) => {
    const before = await who(request);
    const answer = await askLibrary(deps, request);
    if (answer instanceof HttpProblem) {
      if (answer.status === 401) await signInAudit(deps, 'sign-in', 'sign-in.failed', before?.id ?? '', { way });
      throw answer;
    }
    const { user } = person.parse(answer.body);
    if (before?.id === user.id && way === 'second-factor') await signInAudit(deps, `user:${user.id}`, 'user.factor-add', user.id, { way });
    else await sessionBegan(deps, request, user.id, way);
    return sendAnswer(reply, answer);
  };

  app.post(
    '/api/auth/two-factor/enable',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'What an authenticator app must know; in force once a first code of it was verified',
        body: withPassword,
        response: { 200: enabled, ...tooMany },
      },
    },
    async (request, reply) => {
      const answer = await askLibrary(deps, request);
      if (answer instanceof HttpProblem) throw answer;
      const totpURI = String(answer.body.totpURI);
      return sendAnswer(reply, { ...answer, body: { ...answer.body, qrSvg: await QRCode.toString(totpURI, { type: 'svg' }) } });
    },
  );
  app.post(
    '/api/auth/two-factor/verify-totp',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'The code of the app: the second step of signing in, or the last one of setting up',
        body: code,
        response: { 200: person, ...tooMany },
      },
    },
    proving('second-factor'),
  );
  app.post(
    '/api/auth/two-factor/verify-backup-code',
    { schema: { tags: ['sign-in'], body: code, response: { 200: person, ...tooMany } } },
    proving('second-factor'),
  );
  app.post(
    '/api/auth/two-factor/generate-backup-codes',
    { schema: { tags: ['sign-in'], body: withPassword, response: { 200: enabled.pick({ backupCodes: true }), ...tooMany } } },
    changing('user.backup-codes'),
  );
  app.post(
    '/api/auth/two-factor/disable',
    { schema: { tags: ['sign-in'], body: withPassword, response: { 200: z.object({ status: z.boolean() }), ...tooMany } } },
    changing('user.factor-remove'),
  );

  app.get(
    '/api/auth/passkey/generate-register-options',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'For whoever has signed in within a quarter of an hour',
        response: { 200: ceremony, ...tooMany },
      },
    },
    pass,
  );
  app.post(
    '/api/auth/passkey/verify-registration',
    {
      schema: {
        tags: ['sign-in'],
        body: z.strictObject({ response: ceremony, name: z.string().trim().min(1).max(100) }),
        response: { 200: ceremony, ...tooMany },
      },
    },
    changing('user.passkey-add'),
  );
  app.post(
    '/api/auth/passkey/delete-passkey',
    {
      schema: {
        tags: ['sign-in'],
        body: z.strictObject({ id: z.string().max(200) }),
        response: { 200: z.object({ status: z.boolean() }), ...tooMany },
      },
    },
    changing('user.passkey-remove'),
  );
  app.get(
    '/api/auth/passkey/generate-authenticate-options',
    { schema: { tags: ['sign-in'], response: { 200: ceremony, ...tooMany } } },
    pass,
  );
  app.post(
    '/api/auth/passkey/verify-authentication',
    { schema: { tags: ['sign-in'], body: z.strictObject({ response: ceremony }), response: { 200: person, ...tooMany } } },
    proving('passkey'),
  );
};
