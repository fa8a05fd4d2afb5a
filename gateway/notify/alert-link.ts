import type { Notification } from '../../rules/model/effect.ts';
import { type LinkTokens, linkActor } from '../identity/link-token.ts';

interface Options {
  readonly tokens: LinkTokens;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** Long enough for a weekend, short enough that an old mailbox opens nothing. */
const validMs = 72 * 3_600_000;

/**
 * Where the recipient of a notification answers: a signed page for one person; for a shared mailbox, the console, where they
 * sign in; null for devices and for messages outside any alert.
 */
export function createAlertLink({ tokens, publicUrl, now }: Options) {
  return ({ id, alertId, recipient }: Notification): string | null => {
    if (alertId === null || recipient.kind === 'device') return null;
    const actor = linkActor(recipient);
    if (!actor) return `${publicUrl}/alerts/${encodeURIComponent(alertId)}`;
    return `${publicUrl}/a/${tokens.sign({ alertId, actor, notificationId: id, expiresAt: now() + validMs })}`;
  };
}
