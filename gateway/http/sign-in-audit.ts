import type { FastifyRequest } from 'fastify';
import type { WayIn } from '../contract/sign-in.ts';
import { endSession } from '../store/sessions.ts';
import { write } from '../store/write.ts';
import type { HttpDeps } from './deps.ts';
import { webHeaders } from './guard.ts';

type AuditDeps = Pick<HttpDeps, 'pool' | 'clock' | 'identity'>;

/** Writes down what happened to somebody's account. `actor` as in `Writer`; `sign-in`: nobody is known yet. */
export async function signInAudit(
  { pool, clock }: Pick<AuditDeps, 'pool' | 'clock'>,
  actor: string,
  action: string,
  userId: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await write(pool, { at: clock.now(), actor }, (tx) => tx.audit(action, userId, detail));
}

/** Somebody has signed in. The session that the browser brought along ends: nobody goes on with one that was there before. */
export async function sessionBegan(deps: AuditDeps, request: FastifyRequest, userId: string, way: WayIn): Promise<void> {
  const before = request.headers.cookie === undefined ? null : await deps.identity.sessionUser(webHeaders(request));
  await write(deps.pool, { at: deps.clock.now(), actor: `user:${userId}` }, async (tx) => {
    if (before) await endSession(tx, before.id, before.sessionId);
    await tx.audit('session.begin', userId, { way });
  });
}
