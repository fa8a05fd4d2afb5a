import type { ContactView } from '../../../gateway/contract/contacts.ts';

export type Way = ContactView['channels'][number];
export type WayKind = Way['kind'];
/** By what a contact is reached, and who works for the service. */
export const contactWays = ['sms', 'voice', 'email', 'push'] as const satisfies readonly WayKind[];
export const staffWays = ['sms', 'voice', 'email', 'console'] as const satisfies readonly WayKind[];
/** The app and the console are wherever somebody signs in. */
export const hasAddress = (kind: WayKind): boolean => kind !== 'push' && kind !== 'console';

/** As it is typed. */
export interface TypedWay {
  readonly kind: WayKind;
  readonly address: string;
}

/** A telephone number as people write it, as E.164: `07700 900123` is one of the United Kingdom. null: it is none. */
export function telephoneNumber(typed: string): string | null {
  const digits = typed.replaceAll(/[\s().-]/g, '');
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : digits.startsWith('0') ? `+44${digits.slice(1)}` : digits;
  // `+44 (0)` is how it is printed, not how it is dialled.
  return /^\+(?!440)[1-9]\d{6,14}$/.test(international) ? international : null;
}

/** What was typed as ways to reach somebody, without what was left empty; the place of the first that is none, from 0. */
export function readWays(typed: readonly TypedWay[]): { readonly ways: Way[] } | { readonly wrong: number } {
  const ways: Way[] = [];
  for (const [place, { kind, address }] of typed.entries()) {
    if (hasAddress(kind) && address.trim() === '') continue;
    const read = !hasAddress(kind) ? '' : kind === 'sms' || kind === 'voice' ? telephoneNumber(address) : address.trim();
    const isWrong =
      read === null || (kind === 'email' && !/^\S+@\S+\.\S+$/.test(read)) || (kind === 'webhook' && !/^https?:\/\//.test(read));
    if (isWrong) return { wrong: place };
    ways.push({ kind, address: read } as Way);
  }
  return { ways };
}
