import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLinkTokens, type LinkClaims, linkActor } from '../../gateway/identity/link-token.ts';
import { createAlertLink } from '../../gateway/notify/alert-link.ts';
import { aNotification } from '../notify/support.ts';

const secret = 'a-secret-of-at-least-thirty-two-characters';
const tokens = createLinkTokens(secret);
const now = Date.UTC(2026, 0, 5, 8, 0);
const claims: LinkClaims = {
  alertId: 'sc-1.1',
  actor: { kind: 'contact', id: 'c-1', name: 'Maureen Ó Brien', tier: 'family' },
  notificationId: 'sc-1.1/g1/s2/contact:c-1/email0',
  expiresAt: now + 1_000,
};
const token = tokens.sign(claims);
const [body, signature] = token.split('.') as [string, string];

/** Signed with the key of links, as only the server can, but with other contents. */
function signedByUs(contents: unknown): string {
  const key = createHmac('sha256', secret).update('hearthline signed link, version 1').digest();
  const text = Buffer.from(typeof contents === 'string' ? contents : JSON.stringify(contents)).toString('base64url');
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
const withAlert = (alertId: string) =>
  Buffer.from(Buffer.from(body, 'base64url').toString().replace('sc-1.1', alertId)).toString('base64url');

describe('a signed link', () => {
  it('gives back what was signed, until its last millisecond', () => {
    expect(tokens.verify(token, now)).toEqual({ ok: true, claims });
    expect(tokens.verify(token, claims.expiresAt)).toEqual({ ok: true, claims });
    expect(tokens.verify(token, claims.expiresAt + 1)).toEqual({ ok: false, reason: 'expired' });
  });

  it('fits into an address as it is', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it.each([
    ['nothing', ''],
    ['no signature', body],
    ['an empty signature', `${body}.`],
    ['something behind it', `${token}.`],
    ['a character behind it', `${token}A`],
    ['padding', `${token}=`],
    ['another alert', `${withAlert('sc-2.1')}.${signature}`],
    ['one character changed', `${body.slice(0, -1)}${body.endsWith('A') ? 'B' : 'A'}.${signature}`],
    ['the signature cut', `${body}.${signature.slice(0, -1)}`],
    ['the key of another server', createLinkTokens('another-secret-of-at-least-thirty-two').sign(claims)],
    ['the secret itself as key', `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`],
  ])('is refused with %s', (_, changed) => {
    expect(tokens.verify(changed, now)).toEqual({ ok: false, reason: 'wrong-signature' });
  });

  it.each([
    ['made for something else', ['reset', 'sc-1.1', 'contact', 'c-1', 'Maureen', 'family', 'n-1', now]],
    ['for a person who signs in', ['alert', 'sc-1.1', 'user', 'u-1', 'Ada', 'professional', 'n-1', now]],
    ['of another shape', { alertId: 'sc-1.1' }],
    ['that is no JSON', 'hello'],
  ])('is refused %s, though we signed it', (_, contents) => {
    expect(tokens.verify(signedByUs(contents), now)).toEqual({ ok: false, reason: 'wrong-purpose' });
  });

  it('says that it has expired only to who holds a genuine one', () => {
    expect(tokens.verify(`${body}.${signature.slice(0, -2)}AA`, now + 10_000)).toEqual({ ok: false, reason: 'wrong-signature' });
  });
});

describe('the link in a message', () => {
  const link = createAlertLink({ tokens, publicUrl: 'https://hearthline.example.org', now: () => now });

  it('is for the alert, the person and 72 hours', () => {
    const notification = aNotification();
    const address = link(notification);
    expect(address).toMatch(/^https:\/\/hearthline\.example\.org\/a\//);
    const verdict = tokens.verify(address?.split('/').at(-1) ?? '', now);
    expect(verdict).toEqual({
      ok: true,
      claims: {
        alertId: notification.alertId,
        actor: { kind: 'contact', id: 'c-1', name: 'Maureen', tier: 'family' },
        notificationId: notification.id,
        expiresAt: now + 72 * 3_600_000,
      },
    });
  });

  it('opens the console, where people sign in, for a shared mailbox; there is none for devices or outside alerts', () => {
    const team = { kind: 'team', id: 't-1', name: 'Coordination centre' } as const;
    expect(link(aNotification({ recipient: team, alertId: 'sc-1.1' }))).toBe('https://hearthline.example.org/alerts/sc-1.1');
    expect(link(aNotification({ recipient: { kind: 'device', id: 'd-1', name: 'Fridge' } }))).toBeNull();
    expect(link(aNotification({ alertId: null }))).toBeNull();
  });

  it('knows family from professionals', () => {
    expect(linkActor({ kind: 'on-call', id: 'o-1', name: 'Sam' })).toEqual({
      kind: 'on-call',
      id: 'o-1',
      name: 'Sam',
      tier: 'professional',
    });
    expect(linkActor({ kind: 'user', id: 'u-1', name: 'Ada' })).toBeNull();
  });
});
