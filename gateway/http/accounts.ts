import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { accountQuery, accountView, enabledAccount } from '../contract/accounts.ts';
import { linkPath } from '../contract/sign-in.ts';
import { enabledLetter } from '../identity/account-letters.ts';
import type { SessionUser } from '../identity/auth.ts';
import { hashPassword } from '../identity/password.ts';
import { decidesOn } from '../identity/rank.ts';
import { newSecret } from '../identity/secret.ts';
import { type AccountRow, listAccounts } from '../store/accounts.ts';
import { addPasswordReset } from '../store/password-resets.ts';
import { Refusal } from '../store/refusal.ts';
import { resetFactors } from '../store/sessions.ts';
import type { Db } from '../store/transaction.ts';
import { disableUser, enableUser, type UserRow, userById } from '../store/users.ts';
import { isoOrNull } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** Who signs in, and whether they may. */
export const accountRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const tags = ['people'];

  app.get(
    '/api/accounts',
    {
      schema: {
        tags,
        summary: 'People who sign in, or did, by name: how, since when, and for whom',
        querystring: accountQuery,
        response: { 200: z.array(accountView), ...refusals },
      },
    },
    async (request) => {
      const { role = null, q, disabled = null, limit } = request.query;
      const rows = await listAccounts(deps.pool, { role, words: q.trim(), disabled, limit, at: deps.clock.now() });
      return rows.map((row) => toView(row, userOf(request)));
    },
  );

  app.post(
    '/api/users/:id/disable',
    {
      schema: {
        tags,
        summary: 'From now on they cannot sign in; wherever they are signed in, they are signed out at once',
        params: idInPath,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const user = userOf(request);
      const id = await writing(deps, request, async (tx) => disableUser(tx, (await changeable(tx.db, user, request.params.id)).email));
      await deps.desk.mayNotSignIn(id, user);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/users/:id/enable',
    {
      schema: {
        tags,
        summary: 'Somebody who was disabled may sign in again, with a new password: they are sent a link to choose it',
        params: idInPath,
        response: { 200: enabledAccount, ...refusalsOfWrite },
      },
    },
    async (request) => {
      // Nobody knows it: what they choose by the link takes its place.
      const passwordHash = await hashPassword(newSecret().secret);
      const wallAt = deps.clock.wallNow();
      const { user, token } = await writing(deps, request, async (tx) => {
        const user = await changeable(tx.db, userOf(request), request.params.id);
        await enableUser(tx, user.id, { passwordHash, wallAt });
        return { user, token: await addPasswordReset(tx, user.id, wallAt) };
      });
      return { mailed: token === null ? 'failed' : await mailed(user, token) };
    },
  );

  async function mailed({ name, email, role }: UserRow, token: string): Promise<'sent' | 'failed'> {
    try {
      await deps.postLetter(enabledLetter({ name, address: email }, `${deps.config.publicUrl}${linkPath(role, 'reset')}#${token}`));
      return 'sent';
    } catch {
      deps.log.warn('somebody who may sign in again could not be told so by e-mail');
      return 'failed';
    }
  }

  app.post(
    '/api/users/:id/reset-second-factor',
    {
      schema: {
        tags,
        summary: 'For whoever has lost app, codes and passkeys: all are forgotten, and they are signed out everywhere',
        params: idInPath,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, async (tx) => resetFactors(tx, (await changeable(tx.db, userOf(request), request.params.id)).id));
      return reply.code(204).send(null);
    },
  );
};

/** Somebody whose account `by` may change. Throws: there is no such user, it is their own, or an account of the service. */
async function changeable(db: Db, by: SessionUser, id: string): Promise<UserRow> {
  const user = await userById(db, id);
  if (!user) throw new Refusal('not-found', 'id', 'there is no such user');
  if (user.id === by.id) throw new Refusal('conflict', 'id', 'is your own account: another administrator changes it');
  if (!decidesOn(by.role, user.role)) throw new HttpProblem(403, `Only an administrator changes the account of a ${user.role}.`);
  return user;
}

function toView({ lastSignedInAt, people, ...row }: AccountRow, by: SessionUser): z.input<typeof accountView> {
  return {
    ...row,
    people: [...people],
    lastSignedInAt: isoOrNull(lastSignedInAt),
    mayChange: row.id !== by.id && decidesOn(by.role, row.role),
  };
}
