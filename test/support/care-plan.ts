import type { CarePlanDraftInput, CarePlanSections } from '../../gateway/contract/care-plan.ts';

/** A plan with something in every part; `mary` is the contact who has a key. */
export function aPlan(changes: Partial<CarePlanSections> = {}): CarePlanSections {
  return {
    mattersToMe: 'My cat Bess, and the choir on Thursdays.',
    normalForMe: 'I am often up at night.\nMy breath is short after the stairs.',
    okToStay: 'If my sugar is above 4 fifteen minutes after juice, I stay.',
    wishes: {
      cpr: 'no',
      hospital: 'only-if',
      hospitalOnlyIf: 'it is for a broken bone',
      documents: [{ kind: 'respect', keptAt: 'in the yellow folder by the phone', decidedOn: '2025-11-03', decidedBy: 'Dr Amin' }],
      words: 'No drip at home.',
    },
    risks: 'Falls backwards on the stairs.',
    keyAccess: { note: 'Mary lives next door; key safe behind the bin.', holders: ['mary'] },
    actions: [
      { id: 'act-shoes', what: 'Buy shoes with Velcro', owner: { kind: 'contact', id: 'mary', name: '' }, dueOn: '2026-01-20' },
      { id: 'act-feet', what: 'Look at the feet', owner: { kind: 'role', id: '', name: 'Podiatrist' }, dueOn: null },
    ],
    shareWith: { contacts: ['normalForMe'], agency: ['normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions'] },
    ...changes,
  };
}

/** The draft of it, ready to be approved in January 2026. */
export function aPlanDraft(changes: Partial<CarePlanDraftInput> = {}): CarePlanDraftInput {
  return { sections: aPlan(), agreed: { by: 'patient', on: '2026-01-10' }, reviewOn: '2026-07-01', revision: 0, ...changes };
}
