import { betterAuth } from 'better-auth';
import pg from 'pg';
import { z } from 'zod';
import { roles } from '../contract/relations.ts';
import { heldClient } from '../store/transaction.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Who is signed in. */
export const sessionUser = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) });
export type SessionUser = z.infer<typeof sessionUser>;

export interface Identity {
  /** Answers the requests below `/api/auth`. `address` is where the request came from, for the limit on sign-ins. */
  handle(request: Request, address: string): Promise<Response>;
  /** Who sent these headers; null: nobody who is signed in. Rejects when the database is away. */
  sessionUser(headers: Headers): Promise<SessionUser | null>;
}

interface Options {
  readonly pool: pg.Pool;
  /** Signs session cookies. */
  readonly secret: string;
  /** Address that people open in a browser; with https, cookies are sent over TLS only. */
  readonly publicUrl: string;
  /** Sign-ins in a minute from one address, right or wrong; 20 unless told. */
  readonly signInsPerMinute?: number;
}

/** A shift; each use moves the end. */
const sessionSeconds = 12 * 3_600;
const addressHeader = 'hearthline-client-address';

/**
 * E-mail and password, nothing else. Nobody signs up: users are made by an administrator (`addUser`). Sessions are rows, so that
 * ending one works at once.
 */
export function createIdentity({ pool, secret, publicUrl, signInsPerMinute = 20 }: Options): Identity {
  const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  const auth = betterAuth({
    appName: 'Hearthline',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: withDates(pool),
    trustedOrigins: (request) => sameHost(request),
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: {
      modelName: 'identity_user',
      fields: { emailVerified: 'email_verified', ...stamps },
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    session: {
      modelName: 'identity_session',
      fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...stamps },
      expiresIn: sessionSeconds,
      updateAge: 600,
    },
    account: {
      modelName: 'identity_account',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
    },
    verification: { modelName: 'identity_verification', fields: { expiresAt: 'expires_at', ...stamps } },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { '/sign-in/email': { window: 60, max: signInsPerMinute } },
    },
    advanced: {
      cookiePrefix: 'hearthline',
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Written out, because the library leaves both checks out by itself where it takes its surroundings for a test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });
  return {
    handle(request, address) {
      request.headers.set(addressHeader, address);
      return auth.handler(request);
    },
    async sessionUser(headers) {
      const session = await auth.api.getSession({ headers });
      return session && sessionUser.parse(session.user);
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
