import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import QRCode from 'qrcode';
import { z } from 'zod';
import {
  acceptInput,
  type InvitationInput,
  invitationInput,
  invitationLine,
  invitationView,
  madeInvitation,
  relationOfRole,
  token,
} from '../contract/sign-in.ts';
import { problem } from '../contract/system.ts';
import { invitationLetter } from '../identity/account-letters.ts';
import type { SessionUser } from '../identity/auth.ts';
import { hashPassword } from '../identity/password.ts';
import {
  type Accepting,
  acceptInvitation,
  addInvitation,
  type InvitationRow,
  invitationOf,
  listInvitations,
  personOfInvitation,
  withdrawInvitation,
} from '../store/invitations.ts';
import { Refusal } from '../store/refusal.ts';
import { userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf, webHeaders } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** Looks at links, and acceptances, that are answered for one address. */
const attemptsPerMinute = 20;
const noInvitation = () => new HttpProblem(404, 'This invitation is over: it was used, withdrawn, or is older than seven days.');
const lineQuery = z.object({ patientId: z.string().max(200).optional() });

/** Links by which somebody makes their own account. There is no other way in than one of these, or an administrator's. */
export const invitationRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const wallNow = () => deps.clock.wallNow();
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new HttpProblem(429, 'Too many attempts from this address; wait a minute.'),
  });
  const limited = { rateLimit: { max: attemptsPerMinute, timeWindow: '1 minute' } };

  app.post(
    '/api/invitations',
    { schema: { tags: ['people'], body: invitationInput, response: { 201: madeInvitation, ...refusalsOfWrite } } },
    async (request, reply) => {
      mayInvite(userOf(request), request.body.role);
      const made = await writing(deps, request, (tx) => addInvitation(tx, request.body, wallNow()));
      const link = `${deps.config.publicUrl}/invitation#${made.token}`;
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({
          id: made.id,
          link,
          qrSvg: await QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M' }),
          expiresAt: iso(made.expiresAt),
          mailed: await mailed(request.body, made.token, link),
        });
    },
  );

  async function mailed({ email, name }: InvitationInput, made: string, url: string): Promise<'sent' | 'failed' | 'no-address'> {
    if (email === null) return 'no-address';
    const patientName = (await invitationOf(deps.pool, made, wallNow()))?.patientName ?? null;
    try {
      await deps.postLetter(invitationLetter({ name, address: email }, { patientName, url }));
      return 'sent';
    } catch {
      deps.log.warn('an invitation could not be sent by e-mail');
      return 'failed';
    }
  }

  app.get(
    '/api/invitations',
    {
      schema: {
        tags: ['people'],
        summary: 'Who was invited for one person, or without `patientId` to work for the service; newest first',
        querystring: lineQuery,
        response: { 200: z.array(invitationLine), ...refusals },
      },
    },
    async (request) => {
      const patientId = request.query.patientId ?? null;
      if (patientId === null && userOf(request).role !== 'administrator')
        throw new HttpProblem(403, 'Only an administrator sees who was invited to work for the service.');
      return (await listInvitations(deps.pool, patientId)).map((row) => toLine(row, wallNow()));
    },
  );

  app.delete(
    '/api/invitations/:id',
    { schema: { tags: ['people'], params: idInPath, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id } = request.params;
      if (userOf(request).role !== 'administrator' && (await personOfInvitation(deps.pool, id)) === null)
        throw new Refusal('not-found', 'id', 'there is no such invitation, or it was used');
      await writing(deps, request, (tx) => withdrawInvitation(tx, id, wallNow()));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/auth/invitation',
    {
      config: limited,
      schema: {
        tags: ['sign-in'],
        summary: 'What a link says to whoever holds it. By POST: an address would be kept by what stands between',
        security: [],
        body: z.strictObject({ token }),
        response: { 200: invitationView, ...refusals, 404: problem.describe('The invitation is over, or there is none') },
      },
    },
    async (request) => {
      const invitation = await invitationOf(deps.pool, request.body.token, wallNow());
      if (!invitation) throw noInvitation();
      const { name, email, role, patientName } = invitation;
      return { name, email, role, patientName, hasAccount: email !== null && (await userByEmail(deps.pool, email)) !== null };
    },
  );

  app.post(
    '/api/auth/invitation/accept',
    {
      config: limited,
      schema: {
        tags: ['sign-in'],
        summary: 'Makes the account, once. Whoever has one already accepts while signed in, without a password',
        security: [],
        body: acceptInput,
        response: {
          201: z.object({ email: z.string() }),
          ...refusalsOfWrite,
          404: problem.describe('The invitation is over, or there is none'),
          409: problem.describe('There is an account by this address: sign in first'),
        },
      },
    },
    async (request, reply) => {
      const session = await deps.identity.sessionUser(webHeaders(request));
      const { email, password } = request.body;
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const accepted = await write(deps.pool, { at: deps.clock.now(), actor: 'invitation' }, async (tx) => {
        const invitation = await invitationOf(tx.db, request.body.token, wallNow());
        if (!invitation) throw noInvitation();
        const address = invitation.email ?? email?.toLowerCase();
        if (address === undefined) throw new Refusal('invalid', 'email', 'say by which address you sign in');
        const user = await userByEmail(tx.db, address);
        if (user && (user.id !== session?.id || user.role !== invitation.role))
          throw new Refusal('conflict', 'email', 'there is an account by this address: sign in with it first');
        await acceptInvitation(tx, invitation, user ? { userId: user.id } : newcomer(invitation, address, passwordHash), wallNow());
        return address;
      });
      return reply.code(201).send({ email: accepted.value });
    },
  );
};

/** Everybody who arranges care invites those around one person; who works for the service is an administrator's to decide. */
function mayInvite({ role: own }: SessionUser, role: InvitationInput['role']): void {
  if (own !== 'administrator' && !(role in relationOfRole)) throw new HttpProblem(403, `Only an administrator invites a ${role}.`);
}

function newcomer(invitation: InvitationRow, email: string, passwordHash: string | null): Accepting {
  if (passwordHash === null) throw new Refusal('invalid', 'password', 'choose one');
  return { email, passwordHash, isVerified: invitation.email !== null };
}

function toLine(row: InvitationRow, wallAt: number): z.input<typeof invitationLine> {
  const { id, name, email, role, patientId, relation, expiresAt, acceptedAt, withdrawnAt } = row;
  const ended = acceptedAt !== null ? 'accepted' : withdrawnAt !== null ? 'withdrawn' : null;
  return {
    id,
    name,
    email,
    role,
    patientId,
    relation,
    expiresAt: iso(expiresAt),
    state: ended ?? (expiresAt <= wallAt ? 'expired' : 'waiting'),
  };
}
