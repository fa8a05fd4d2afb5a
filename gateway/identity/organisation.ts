import { createHmac, timingSafeEqual } from 'node:crypto';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Role } from '../contract/relations.ts';

/** Whom the organisation vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** An address that the organisation has verified; null: it says none. */
  readonly email: string | null;
  /** The roles that it names; null: it is not asked for any. */
  readonly roles: readonly Role[] | null;
}

/** Staff sign in by their own organisation: OpenID Connect, authorisation code with PKCE. */
export interface Organisation {
  /** For the words "Sign in with …". */
  readonly name: string;
  /** Where to send the browser, and what it must bring back; `wallAt`: milliseconds. Rejects when the provider cannot be reached. */
  begin(wallAt: number): Promise<{ readonly url: string; readonly memo: string }>;
  /** What the provider says of whoever came back with `query`. Rejects whatever is not as it was begun, or not begun within ten minutes. */
  finish(query: string, memo: string, wallAt: number): Promise<Vouched>;
}

interface Options {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Claim that names roles; null: none is asked for. */
  readonly roleClaim: string | null;
  /** Our role for each value of that claim; null: they are our own words. */
  readonly roles: Readonly<Record<string, Role>> | null;
  /** Signs what the browser brings back. */
  readonly secret: string;
  readonly publicUrl: string;
}

/** How long somebody may take at their provider. */
export const memoMs = 600_000;
export const callbackPath = '/api/auth/organisation/callback';

const begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), expiresAt: z.number() });
const said = z.looseObject({ sub: z.string(), email: z.string().optional(), email_verified: z.boolean().optional() });
const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);

/** The organisation of the settings; null: none is set. */
export function organisationOf(config: Config, secret: string): Organisation | null {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret, publicUrl } = config;
  if (issuer === null || clientId === null || clientSecret === null) return null;
  const { oidcName: name, oidcRoleClaim: roleClaim, oidcRoles } = config;
  return createOrganisation({ issuer, clientId, clientSecret, name, roleClaim, roles: oidcRoles, secret, publicUrl });
}

export function createOrganisation(options: Options): Organisation {
  const { issuer, clientId, clientSecret, name, roleClaim, roles, publicUrl } = options;
  const key = createHmac('sha256', options.secret).update('hearthline organisation, version 1').digest();
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();
  const isPlain = issuer.startsWith('http:');
  let known: Promise<oidc.Configuration> | null = null;

  /** Asked for when it is first needed, and again after a failure: the gateway starts without its organisation. */
  function configuration(): Promise<oidc.Configuration> {
    known ??= oidc
      .discovery(new URL(issuer), clientId, clientSecret, undefined, isPlain ? { execute: [oidc.allowInsecureRequests] } : {})
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  }

  function read(memo: string, wallAt: number): z.infer<typeof begun> {
    const [text = '', signature = ''] = memo.split('.');
    const given = Buffer.from(signature, 'base64url');
    const wanted = mac(text);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error('the browser brought back nothing of ours');
    const memory = begun.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (memory.expiresAt <= wallAt) throw new Error('it took longer than ten minutes');
    return memory;
  }

  function rolesIn(claims: Readonly<Record<string, unknown>>): Role[] | null {
    if (roleClaim === null) return null;
    const named = oneOrMore.parse(claims[roleClaim]);
    return roles === null ? (named as Role[]) : named.flatMap((one) => roles[one] ?? []);
  }

  return {
    name,
    async begin(wallAt) {
      const memory = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        expiresAt: wallAt + memoMs,
      };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${publicUrl}${callbackPath}`,
        scope: 'openid email profile',
        state: memory.state,
        nonce: memory.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(memory.verifier),
        code_challenge_method: 'S256',
      });
      const text = Buffer.from(JSON.stringify(memory)).toString('base64url');
      return { url: url.href, memo: `${text}.${mac(text).toString('base64url')}` };
    },
    async finish(query, memo, wallAt) {
      const { state, nonce, verifier } = read(memo, wallAt);
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, new URL(`${publicUrl}${callbackPath}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const idToken = said.parse(tokens.claims());
      const more = config.serverMetadata().userinfo_endpoint ? await oidc.fetchUserInfo(config, tokens.access_token, idToken.sub) : {};
      const claims = said.parse({ ...more, ...idToken });
      const email = claims.email_verified === true && claims.email !== undefined ? claims.email.toLowerCase() : null;
      return { issuer, subject: claims.sub, email, roles: rolesIn(claims) };
    },
  };
}
