import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, outcomeCodes } from '../../rules/model/alert.ts';
import type { AlertCommand } from '../../rules/model/input.ts';
import { hour, type Instant } from '../../rules/model/time.ts';
import type { AuditTrail } from '../audit-trail.ts';
import type { LinkClaims, LinkVerdict } from '../identity/link-token.ts';
import type { AlertCommands } from '../ports.ts';
import { isDatabaseAway } from '../store/availability.ts';
import { linkPageStyle } from './link-page-style.ts';
import { type LinkPageText, linkPageText } from './link-page-text.ts';
import { alertPage, type LinkView, noticePage, saids, stylePath } from './link-page-view.ts';

export interface LinkPagesDeps {
  /** Checks a token by the wall clock. */
  readonly verify: (token: string) => LinkVerdict;
  /** The alert as `reader` may act on it, the patient's zone and the reader's language; null: there is no such alert. Rejects without a database. */
  readonly readAlert: (alertId: string, reader: Actor) => Promise<Pick<LinkView, 'alert' | 'zone' | 'language'> | null>;
  /** Whether whoever holds the link may still be told. Rejects without a database. */
  readonly mayStillAnswer: (holder: Actor) => Promise<boolean>;
  readonly alerts: AlertCommands;
  /** Writes down that they were shown it; the page waits for it. */
  readonly looked: AuditTrail['looked'];
  /** Care clock. */
  readonly now: () => number;
  /** A person has answered this message. */
  readonly confirmed: (notificationId: string) => void;
}

const answerForm = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['acknowledge', 'unacknowledge', 'decline', 'snooze', 'unsnooze']) }),
  z.object({ action: z.literal('close'), outcome: z.enum(outcomeCodes), note: z.string().trim().max(2000).default('') }),
]);
type Answer = z.infer<typeof answerForm>;

const said = z.enum(saids).nullable().catch(null);

/** These pages hold something about a person's life: nothing keeps them, frames them or learns their address. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

const refusals = {
  'wrong-signature': [400, 'This link does not work', 'It may have been cut off. Please open it from the message itself.'],
  'wrong-purpose': [400, 'This link does not work', 'It was made for something else.'],
  'not-asked': [
    410,
    'You are not asked about this any more',
    'Nothing is expected of you. If you think that somebody needs help now, call them, or 999 in an emergency.',
  ],
  expired: [410, 'This link is no longer valid', 'If you have been asked for help again, please use the newest message.'],
} as const;

/** What a contact can ask for by a button: time for an appointment, short enough to be of use again today. */
const notMeMs = 2 * hour;

function commandOf(answer: Answer, actor: Actor, at: Instant): AlertCommand {
  if (answer.action === 'snooze')
    return { type: 'snooze', actor, scope: 'recipient', untilAt: at + notMeMs, reason: 'not me for two hours.' };
  if (answer.action === 'close') return { type: 'close', actor, outcome: answer.outcome, note: answer.note };
  return { type: answer.action, actor };
}

/** For one link, read or answered: by address, everybody behind one proxy would share it, and an answer to an alert must get through. */
const mostPerMinute = 30;

/** The rest of the path, not a named parameter: those are cut at 100 characters. */
const tokenOf = (request: FastifyRequest) => (request.params as { '*': string })['*'];

/**
 * The pages behind the links in messages: `GET /a/<token>` shows, and changes nothing whatever opens it (mail scanners do);
 * `POST /a/<token>` answers. Plain HTML that works without scripts. Addresses hold tokens and must not be logged.
 */
export function linkPages(deps: LinkPagesDeps) {
  const { verify, readAlert, mayStillAnswer, looked, alerts, now, confirmed } = deps;

  /** The token's claims, or null when the refusal has been sent. */
  async function admitted(request: FastifyRequest, reply: FastifyReply): Promise<LinkClaims | null> {
    const verdict = verify(tokenOf(request));
    if (verdict.ok && (await isAskedStill(verdict.claims.actor))) return verdict.claims;
    const [status, title, text] = refusals[verdict.ok ? 'not-asked' : verdict.reason];
    notice(reply, status, title, text);
    return null;
  }

  /** A database that is away holds up no answer: that somebody sees to it, the judge takes without one. What is shown needs it anyway. */
  const isAskedStill = (holder: Actor) =>
    mayStillAnswer(holder).catch((error: unknown) => {
      if (isDatabaseAway(error)) return true;
      throw error;
    });

  function notice(reply: FastifyReply, status: number, title: string, text: string): FastifyReply {
    return reply.code(status).type('text/html; charset=utf-8').send(noticePage(title, text));
  }

  async function show(
    reply: FastifyReply,
    claims: LinkClaims,
    changes: { status?: number; mistake?: (text: LinkPageText) => string; said?: string | null } = {},
  ) {
    const found = await readAlert(claims.alertId, claims.actor);
    if (!found) return notice(reply, 404, 'This is no longer here', 'Nothing is asked of you.');
    const { kind, id } = claims.actor;
    await looked({ actor: `${kind}:${id}`, route: '/a', kind: 'alert', subject: claims.alertId });
    const view = {
      ...found,
      reader: claims.actor,
      now: now(),
      said: said.parse(changes.said),
      mistake: changes.mistake?.(linkPageText[found.language ?? 'en']) ?? null,
    };
    return reply
      .code(changes.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(alertPage(view));
  }

  return async function plugin(app: FastifyInstance): Promise<void> {
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
    app.addHook('onSend', async (_request, reply) => void reply.headers(headers));
    await app.register(rateLimit, { global: false });
    const limited = { rateLimit: { max: mostPerMinute, timeWindow: '1 minute', keyGenerator: tokenOf } };
    app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
      const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 503;
      if (status === 503) request.log.error({ err: error, route: request.routeOptions.url }, 'a link could not be served');
      const text = 'Please try again in a minute. If you cannot wait, call the coordination centre.';
      return notice(reply, status, 'We cannot show this now', text);
    });

    app.get(stylePath, { schema: { hide: true } as object }, (_request, reply) => {
      return reply.type('text/css; charset=utf-8').send(linkPageStyle);
    });

    app.get('/a/*', { config: limited, schema: { hide: true } as object }, async (request, reply) => {
      const claims = await admitted(request, reply);
      return claims ? show(reply, claims, { said: (request.query as { said?: string }).said ?? null }) : reply;
    });

    app.post('/a/*', { config: limited, schema: { hide: true } as object }, async (request, reply) => {
      const claims = await admitted(request, reply);
      if (!claims) return reply;
      const answer = answerForm.safeParse(request.body);
      if (!answer.success) {
        const closing = (request.body as { action?: string } | undefined)?.action === 'close';
        return show(reply, claims, {
          status: 422,
          mistake: (text) => (closing ? text.chooseOutcome : text.useButtons),
        });
      }
      const outcome = await alerts.command(claims.alertId, commandOf(answer.data, claims.actor, now()), null);
      if (!outcome.ok && outcome.reason === 'not-found') return notice(reply, 404, 'This is no longer here', 'Nothing is asked of you.');
      if (!outcome.ok) {
        const mistake = (text: LinkPageText) => (outcome.reason === 'refused' ? outcome.detail : text.changed);
        return show(reply, claims, { status: 409, mistake });
      }
      if (answer.data.action === 'acknowledge' || answer.data.action === 'decline') confirmed(claims.notificationId);
      // Shown by a GET, so that loading the page again does not answer again.
      return reply.redirect(`/a/${tokenOf(request)}?said=${answer.data.action}`, 303);
    });
  };
}
