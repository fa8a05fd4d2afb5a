import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { userInput } from '../contract/people.ts';
import { roles } from '../contract/relations.ts';
import { hashPassword } from '../identity/password.ts';
import { addUser, listUsers } from '../store/users.ts';
import { made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { refuseWeak } from './weak-passwords.ts';
import { writing } from './writing.ts';

const userView = z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }).meta({ id: 'UserView' });

/** People who sign in: to be handed an alert, and made by an administrator. */
export const userRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/users', { schema: { tags: ['people'], response: { 200: z.array(userView), ...refusals } } }, async () =>
    (await listUsers(deps.pool)).filter(({ disabled }) => !disabled).map(({ id, name, role }) => ({ id, name, role })),
  );

  app.post(
    '/api/users',
    { schema: { tags: ['people'], body: userInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { password, ...user } = request.body;
      await refuseWeak(password, [user.name, user.email]);
      const passwordHash = await hashPassword(password);
      const id = await writing(deps, request, (tx) => addUser(tx, { ...user, passwordHash, wallAt: deps.clock.wallNow() }));
      return reply.code(201).send({ id });
    },
  );
};
