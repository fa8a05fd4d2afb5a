import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** A session for somebody whom their organisation has vouched for. It has no address: only this process can begin one. */
export const vouched = () => ({
  id: 'hearthline-vouched',
  endpoints: {
    signInVouched: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
      if (!user) throw new Error(`there is no user ${ctx.body.userId}`);
      const session = await ctx.context.internalAdapter.createSession(user.id, false, { way: 'sso' });
      await setSessionCookie(ctx, { session, user });
      return ctx.json({});
    }),
  },
});
