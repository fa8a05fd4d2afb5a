import type { Purpose } from '../../../gateway/contract/relations.ts';

/** What can be allowed to a contact, in the order in which it is asked. */
export const offeredPurposes: readonly Purpose[] = ['be-told', 'see-status', 'see-readings', 'see-attainment'];
