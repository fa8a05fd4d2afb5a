import type { ContactConsent, Purpose } from '../../../gateway/contract/relations.ts';

/** Finds what a contact is allowed now; undefined: they are not. The gateway ends what has an end. */
export const inForce =
  (consents: readonly ContactConsent[]) =>
  (contact: string, purpose: Purpose): ContactConsent | undefined =>
    consents.find((one) => one.contactId === contact && one.purpose === purpose && one.endedAt === null);
