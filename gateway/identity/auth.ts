import { type BetterAuthOptions, betterAuth } from 'better-auth';
import pg from 'pg';
import { z } from 'zod';
import { roles } from '../contract/relations.ts';
import { type WayIn, waysIn } from '../contract/sign-in.ts';
import { heldClient } from '../store/transaction.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { staff } from './permissions.ts';
import { authenticatorApp, passkeys, wayOf } from './second-factor.ts';
import { idleMs, sessionEndsAt } from './session-life.ts';
import { tables } from './tables.ts';
import { vouched } from './vouched.ts';

const signedIn = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) }),
  session: z.object({ id: z.string(), way: z.enum(waysIn), token: z.string(), createdAt: z.date(), expiresAt: z.date() }),
});

/** Who is signed in. */
export interface SessionUser extends z.infer<typeof signedIn.shape.user> {
  readonly sessionId: string;
  /** They have to prove a second factor, and may do nothing else until they have. */
  readonly needsSecondFactor: boolean;
}

export interface Identity {
  /** Answers the requests below `/api/auth`. `address` is where the request came from, for the limit on sign-ins. */
  handle(request: Request, address: string): Promise<Response>;
  /** Who sent these headers; null: nobody who is signed in. Rejects when the database is away. */
  sessionUser(headers: Headers): Promise<SessionUser | null>;
  /** Begins a session for a user for whom their organisation vouches; gives the cookies that carry it. */
  signInVouched(userId: string, headers: Headers): Promise<string[]>;
}

interface Options {
  readonly pool: pg.Pool;
  /** Signs session cookies. */
  readonly secret: string;
  /** Address that people open in a browser; with https, cookies are sent over TLS only. */
  readonly publicUrl: string;
  /** The wall clock, by which the library counts as well. */
  readonly wallNow: () => number;
  /** Sign-ins in a minute from one address, right or wrong; 20 unless told. */
  readonly signInsPerMinute?: number;
  /** Whoever works for the service needs a second factor; unless told, nobody does. */
  readonly requireSecondFactor?: boolean;
  /** Called when the library has ended sessions: what is open in their name must close. */
  readonly sessionsEnded?: () => void;
}

/** A passkey is added by somebody who has signed in this lately. */
const freshSeconds = 15 * 60;
const addressHeader = 'hearthline-client-address';

/**
 * E-mail and password, with an authenticator app where there is one; or a passkey. Nobody signs up: users are made by an administrator
 * (`addUser`) or accept an invitation. Sessions are rows, so that ending one works at once.
 */
export function createIdentity(options: Options): Identity {
  const { pool, secret, publicUrl, wallNow, signInsPerMinute = 20, requireSecondFactor = false, sessionsEnded } = options;
  const isTls = publicUrl.startsWith('https:');
  const auth = betterAuth({
    appName: 'Hearthline',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: withDates(pool),
    trustedOrigins: (request) => sameHost(request),
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [authenticatorApp(), passkeys(publicUrl), vouched()],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: { ...tables.user, additionalFields: { role: { type: 'string', required: true, input: false } } },
    session: {
      ...tables.session,
      additionalFields: { way: { type: 'string', required: false, input: false } },
      expiresIn: idleMs / 1_000,
      updateAge: 600,
      freshAge: freshSeconds,
    },
    databaseHooks: sessionHooks(sessionsEnded),
    account: tables.account,
    verification: tables.verification,
    rateLimit: {
      enabled: true,
      storage: 'database',
      ...tables.rateLimit,
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': { window: 60, max: signInsPerMinute },
        '/two-factor/*': { window: 60, max: signInsPerMinute },
      },
    },
    advanced: {
      // Over TLS under a name that browsers take from this host alone, for all of it, and over TLS (RFC 6265bis, 4.1.3.2).
      cookiePrefix: isTls ? '__Host-hearthline' : 'hearthline',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isTls },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Written out, because the library leaves both checks out by itself where it takes its surroundings for a test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });

  /** The session of these headers. One that has lasted as long as any may is ended here, for whoever asks with it next. */
  async function sessionOf(headers: Headers): Promise<z.infer<typeof signedIn> | null> {
    const found = signedIn.nullable().parse(await auth.api.getSession({ headers }));
    if (!found) return null;
    const { createdAt, expiresAt, token } = found.session;
    const endsAt = sessionEndsAt(found.user.role, { startedAt: createdAt.getTime(), idleEndsAt: expiresAt.getTime() });
    if (wallNow() < endsAt) return found;
    await (await auth.$context).internalAdapter.deleteSession(token);
    return null;
  }

  return {
    async handle(request, address) {
      // The library lets in whoever has a session by its own count.
      if (request.headers.has('cookie')) await sessionOf(request.headers);
      request.headers.set(addressHeader, address);
      return await auth.handler(request);
    },
    async sessionUser(headers) {
      const found = await sessionOf(headers);
      if (!found) return null;
      const { user, session } = found;
      const needsSecondFactor = requireSecondFactor && session.way === 'password' && staff.includes(user.role);
      return { ...user, sessionId: session.id, needsSecondFactor };
    },
    async signInVouched(userId, headers) {
      const answer = await auth.api.signInVouched({ body: { userId }, headers, asResponse: true });
      if (!answer.ok) throw new Error(`no session was begun: ${answer.status}`);
      return answer.headers.getSetCookie();
    },
  };
}

/** Writes down by what each session was begun, and tells of those that the library ends. */
function sessionHooks(sessionsEnded: (() => void) | undefined): BetterAuthOptions['databaseHooks'] {
  return {
    session: {
      create: {
        async before(session, ctx) {
          const before = session.way ?? ctx?.context.session?.session.way;
          return { data: { ...session, way: wayOf(ctx?.path, before as WayIn | undefined) } };
        },
      },
      delete: {
        async after() {
          sessionsEnded?.();
        },
      },
    },
  };
}

/** The page itself, under whatever name this machine was called: a foreign page has another origin than the host it calls. */
function sameHost(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** The shared pool, reading timestamps as the library expects them: as Date. */
function withDates(pool: pg.Pool) {
  return {
    async connect() {
      const { client, release } = await heldClient(pool);
      return { query: (text: string, values: unknown[]) => client.query({ text, values, types: pg.types }), release };
    },
    end: async () => {},
  } as unknown as pg.Pool;
}
