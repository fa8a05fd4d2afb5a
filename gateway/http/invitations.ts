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
  linkPath,
  madeInvitation,
  token,
} from '../contract/sign-in.ts';
import { problem } from '../contract/system.ts';
import { invitationLetter } from '../identity/account-letters.ts';
import type { SessionUser } from '../identity/auth.ts';
import { hashPassword } from '../identity/password.ts';
import { decidesOn } from '../identity/rank.ts';
import {
  type Accepting,
  acceptInvitation,
  addInvitation,
  type InvitationRow,
  invitationOf,
  listInvitations,
  personOfInvitation,
  renewInvitation,
  waitingInvitations,
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
import { refuseWeak } from './weak-passwords.ts';
import { writing } from './writing.ts';

/** Looks at links, and acceptances, that are answered for one address. */
const attemptsPerMinute = 20;
const noInvitation = () => new HttpProblem(404, 'This invitation is over: it was used, withdrawn, or is older than seven days.');
const lineQuery = z.object({
  patientId: z.string().max(200).optional(),
  waiting: z.stringbool().default(false).describe('Those of everybody that nobody has used yet, of the last month'),
});

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
      const { id, token, expiresAt } = await writing(deps, request, (tx) => addInvitation(tx, request.body, wallNow()));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await handedOver(request.body, { id, token, expiresAt }));
    },
  );

  app.post(
    '/api/invitations/:id/again',
    {
      schema: {
        tags: ['people'],
        summary: 'Another link, good for seven days from now, sent again where there is an address. The one before opens nothing any more',
        params: idInPath,
        response: { 201: madeInvitation, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { invitation, ...made } = await writing(deps, request, async (tx) => {
        const renewed = await renewInvitation(tx, id, wallNow());
        mayInvite(userOf(request), renewed.invitation.role);
        return renewed;
      });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await handedOver(invitation, { id, ...made }));
    },
  );

  type Made = { readonly id: string; readonly token: string; readonly expiresAt: number };

  /** As whoever made it is told, this once; the letter is on its way. */
  async function handedOver(to: Pick<InvitationInput, 'name' | 'email' | 'role'>, { id, token, expiresAt }: Made) {
    const link = `${deps.config.publicUrl}${linkPath(to.role, 'invitation')}#${token}`;
    const qrSvg = await QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M' });
    return { id, link, qrSvg, expiresAt: iso(expiresAt), mailed: await mailed(to, token, link) };
  }

  async function mailed(
    { email, name }: Pick<InvitationInput, 'name' | 'email'>,
    made: string,
    url: string,
  ): Promise<'sent' | 'failed' | 'no-address'> {
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
        summary:
          'Who was invited: for one person (`patientId`), without having answered (`waiting`), or to work for the service; newest first',
        querystring: lineQuery,
        response: { 200: z.array(invitationLine), ...refusals },
      },
    },
    async (request) => {
      const { patientId = null, waiting } = request.query;
      const isAdministrator = userOf(request).role === 'administrator';
      if (waiting) return (await waitingInvitations(deps.pool, isAdministrator, wallNow())).map((row) => toLine(row, wallNow()));
      if (patientId === null && !isAdministrator)
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
        if (!user && password !== undefined) await refuseWeak(password, [invitation.name, address]);
        await acceptInvitation(tx, invitation, user ? { userId: user.id } : newcomer(invitation, address, passwordHash), wallNow());
        return address;
      });
      return reply.code(201).send({ email: accepted.value });
    },
  );
};

/** Everybody who arranges care invites those around one person; who works for the service is an administrator's to decide. */
function mayInvite({ role: own }: SessionUser, role: InvitationInput['role']): void {
  if (!decidesOn(own, role)) throw new HttpProblem(403, `Only an administrator invites a ${role}.`);
}

function newcomer(invitation: InvitationRow, email: string, passwordHash: string | null): Accepting {
  if (passwordHash === null) throw new Refusal('invalid', 'password', 'choose one');
  return { email, passwordHash, isVerified: invitation.email !== null };
}

function toLine(row: InvitationRow, wallAt: number): z.input<typeof invitationLine> {
  const { id, name, email, role, patientId, patientName, contactId, relation, expiresAt, acceptedAt, withdrawnAt } = row;
  const ended = acceptedAt !== null ? 'accepted' : withdrawnAt !== null ? 'withdrawn' : null;
  return {
    id,
    name,
    email,
    role,
    patientId,
    patientName,
    contactId,
    relation,
    expiresAt: iso(expiresAt),
    state: ended ?? (expiresAt <= wallAt ? 'expired' : 'waiting'),
  };
}
