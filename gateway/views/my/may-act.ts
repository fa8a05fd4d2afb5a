import type { MyAction, MyRelation } from '../../contract/my.ts';
import type { Purpose } from '../../contract/relations.ts';

const ofPatient: readonly MyAction[] = [
  'see-readings',
  'enter-readings',
  'say-ok',
  'call-help',
  'pause',
  'messages',
  'see-duty',
  'see-alerts',
  'see-goals',
  'change-goals',
  'see-plan',
  'see-contacts',
  'see-looks',
];

/** What each purpose opens to a contact. */
const ofPurpose: Readonly<Record<Purpose, readonly MyAction[]>> = {
  'see-status': ['messages', 'see-plan'],
  'see-readings': ['see-readings', 'messages'],
  'be-told': ['see-alerts', 'see-duty', 'be-on-duty', 'messages', 'see-plan'],
  'see-attainment': ['see-goals'],
};

/** What a user may do and see of a person, as the app offers it and the routes ask. */
export function mayAct({
  relation,
  purposes,
}: {
  readonly relation: MyRelation;
  readonly purposes: readonly Purpose[];
}): readonly MyAction[] {
  switch (relation) {
    case 'self':
      return ofPatient;
    case 'agency':
      return ['messages', 'see-plan'];
    case 'contact':
    case 'champion':
      return [...new Set(purposes.flatMap((purpose) => ofPurpose[purpose]))];
  }
}

/** Whether the one sentence is for them. */
export const maySeeStatus = ({ relation, purposes }: { readonly relation: MyRelation; readonly purposes: readonly Purpose[] }): boolean =>
  relation === 'self' || relation === 'agency' || purposes.includes('see-status');
