import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Actor, Recipient } from '../../rules/model/alert.ts';

/** What a link lets its holder do: act on this alert as this person, until then. */
export interface LinkClaims {
  readonly alertId: string;
  readonly actor: Actor;
  /** The message that carried it. */
  readonly notificationId: string;
  /** Wall clock, milliseconds since 1970. */
  readonly expiresAt: number;
}

export type LinkVerdict =
  | { readonly ok: true; readonly claims: LinkClaims }
  | { readonly ok: false; readonly reason: 'wrong-signature' | 'wrong-purpose' | 'expired' };

export interface LinkTokens {
  sign(claims: LinkClaims): string;
  /** `now` by the wall clock. A token counts up to and including its last millisecond. */
  verify(token: string, now: number): LinkVerdict;
}

/** Tokens of other purposes are signed with the same key; this word keeps them apart. */
const purpose = 'alert';

const payload = z.tuple([
  z.string(),
  z.string(),
  z.enum(['contact', 'on-call']),
  z.string(),
  z.string(),
  z.enum(['family', 'professional']),
  z.string(),
  z.number(),
]);

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

/**
 * Links for people who do not sign in: `<claims>.<HMAC-SHA-256>`, both base64url. They are signed, not secret: who holds one
 * may use it, so it ends, and it is good for one alert and one person. `secret` is the server's; links get a key of their own.
 */
export function createLinkTokens(secret: string): LinkTokens {
  const key = createHmac('sha256', secret).update('hearthline signed link, version 1').digest();
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();

  return {
    sign({ alertId, actor, notificationId, expiresAt }) {
      const claims = [purpose, alertId, actor.kind, actor.id, actor.name, actor.tier, notificationId, expiresAt];
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${text}.${mac(text).toString('base64url')}`;
    },

    verify(token, now) {
      const [text = '', signature = '', ...more] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = mac(text);
      const canonical = given.toString('base64url') === signature && more.length === 0;
      if (!canonical || given.length !== expected.length || !timingSafeEqual(given, expected))
        return { ok: false, reason: 'wrong-signature' };
      const result = payload.safeParse(parsed(Buffer.from(text, 'base64url')));
      if (!result.success || result.data[0] !== purpose) return { ok: false, reason: 'wrong-purpose' };
      const [, alertId, kind, id, name, tier, notificationId, expiresAt] = result.data;
      if (now > expiresAt) return { ok: false, reason: 'expired' };
      return { ok: true, claims: { alertId, actor: { kind, id, name, tier }, notificationId, expiresAt } };
    },
  };
}

/** The person who answers by a link; null: a device, a shared mailbox, or someone who signs in. */
export function linkActor({ kind, id, name }: Recipient): Actor | null {
  if (kind === 'contact') return { kind, id, name, tier: 'family' };
  if (kind === 'on-call') return { kind, id, name, tier: 'professional' };
  return null;
}
