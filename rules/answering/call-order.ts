import type { Recorded } from '../model/answering.ts';

/** A contact as far as the order of calls is concerned. */
export interface InOrder {
  readonly id: string;
  readonly name: string;
  /** Place in the order that the person wants; those with the same place may be called in any order. */
  readonly order: number;
  /** They may be told, have a number, and are not away now. */
  readonly canBeRung: boolean;
}

/**
 * Names of the contacts who come before this one, can be rung and have not been, in their order. None: it is their turn. Whoever was called once
 * may be called again at any time.
 */
export function notTriedBefore(contacts: readonly InOrder[], contactId: string, recorded: readonly Recorded[]): string[] {
  const tried = new Set(recorded.flatMap((one) => (one.kind === 'call' ? [one.contactId] : [])));
  const contact = contacts.find(({ id }) => id === contactId);
  if (!contact || tried.has(contactId)) return [];
  return contacts
    .filter(({ id, order, canBeRung }) => canBeRung && order < contact.order && !tried.has(id))
    .toSorted((a, b) => a.order - b.order)
    .map(({ name }) => name);
}
