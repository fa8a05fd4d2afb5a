import type { CarePlanSections } from '../contract/care-plan.ts';

/** Parts of a plan in which nothing more is recorded than is written here. */
type Written = Partial<Omit<CarePlanSections, 'wishes'>> & { readonly wishes?: Partial<CarePlanSections['wishes']> };

const notRecorded: CarePlanSections['wishes'] = {
  cpr: 'not-recorded',
  hospital: 'not-recorded',
  hospitalOnlyIf: '',
  documents: [],
  words: '',
};

function plan({ wishes, ...written }: Written): CarePlanSections {
  return {
    mattersToMe: '',
    normalForMe: '',
    okToStay: '',
    wishes: { ...notRecorded, ...wishes },
    risks: '',
    keyAccess: { note: '', holders: [] },
    actions: [],
    shareWith: { contacts: ['normalForMe'], agency: ['mattersToMe', 'normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions'] },
    ...written,
  };
}

const role = (name: string) => ({ kind: 'role', id: '', name }) as const;
const contact = (id: string) => ({ kind: 'contact', id, name: '' }) as const;

/** Plans of care of people of the simulated homes (device-sim/homes), by their ids. */
export const demoPlans: Readonly<Record<string, CarePlanSections>> = {
  'k-p1': plan({
    mattersToMe: 'Staying in my own house. My daughter Maureen, and the garden in the mornings.',
    normalForMe: 'I forget words, and I ask the same thing again.\nMy ankles swell by the evening. I walk slowly because my feet hurt.',
    okToStay: 'If I can tell you where I am and nothing new hurts, I stay. Sit with me first; ask Maureen to talk to me.',
    wishes: {
      cpr: 'no',
      hospital: 'only-if',
      hospitalOnlyIf: 'I broke something, or I cannot get my breath sitting still',
      documents: [
        { kind: 'respect', keptAt: 'in the yellow folder on the fridge', decidedOn: '2025-10-06', decidedBy: 'Dr Amin, with Maureen' },
      ],
      words: 'Tablets at home, also by drip if the nurses can come. No tubes for food.',
    },
    risks: 'I fall, mostly backwards. I get frightened by uniforms: say who you are, slowly.',
    keyAccess: { note: 'Peter next door has a key, the other is in the key safe beside the back door.', holders: ['k-p1-c1', 'k-p1-c2'] },
    actions: [
      { id: 'k-feet', what: 'See to my feet', owner: role('Podiatrist'), dueOn: null },
      { id: 'k-weight', what: 'Look at my weight every week', owner: role('Heart failure nurse'), dueOn: null },
    ],
  }),
  'joan-p1': plan({
    mattersToMe: 'The lunch club, and that Susan does not worry.',
    normalForMe: 'I mix up morning and evening tablets. I am out at the lunch club until half past three.',
    okToStay: 'If I know who you are and I am no hotter than usual, I stay. New muddle may be my bladder: ask for a test.',
    wishes: { hospital: 'only-if', hospitalOnlyIf: 'the team cannot look after me here', words: 'Ring Susan before anything is decided.' },
    risks: 'Taking tablets twice. The stairs to the canal.',
    keyAccess: { note: 'The warden on the ground floor lets you in.', holders: ['joan-p1-c1'] },
    actions: [{ id: 'joan-tablets', what: 'One list of tablets for all of us', owner: role('Pharmacist'), dueOn: null }],
  }),
  'hazel-p1': plan({
    mattersToMe: 'Looking after my diabetes myself, as I have for fifty years.',
    normalForMe: 'Now and then my sugar is low. I shake and I am short with people.',
    okToStay:
      'Below 4: I drink 150 mL of juice and measure again after fifteen minutes. Above 4 then: I eat toast and stay. Still below 4 twice: I want help.',
    wishes: {
      cpr: 'yes',
      hospital: 'only-if',
      hospitalOnlyIf: 'I cannot swallow, or am below 4 three times',
      words: 'Rita may decide with you if I cannot.',
    },
    risks: 'Below 2.5 I may not answer the door.',
    keyAccess: { note: 'Rita has a key.', holders: ['hazel-p1-c1'] },
  }),
  'fb-p1': plan({
    mattersToMe: 'Being with Betty.',
    normalForMe: 'I do not hear the telephone. Ring the bell twice.',
    okToStay: 'If Betty is looked after, I stay.',
    risks: 'I forget my tablets when Betty is unwell.',
    keyAccess: { note: 'The neighbour at number 7 has a key, and so has Carol.', holders: ['fb-p1-c1'] },
  }),
  'fb-p2': plan({
    mattersToMe: 'Being with Fred, and my wireless.',
    normalForMe: 'I get up at night and look for the children. Fred leads me back.',
    okToStay: 'If Fred is at home, I stay.',
    risks: 'The front door at night.',
    keyAccess: { note: 'The neighbour at number 7 has a key, and so has Carol.', holders: ['fb-p2-c1'] },
  }),
  'clint-p1': plan({
    mattersToMe: 'My family knows me best: ask them first.',
    normalForMe: 'I am up before seven and have my breakfast by nine.',
    okToStay: 'If Dawn says so on the telephone, I stay.',
    wishes: { words: 'My family and I have not decided yet.' },
    keyAccess: { note: 'Dawn has the key.', holders: ['clint-p1-c1'] },
    shareWith: {
      contacts: ['mattersToMe', 'normalForMe', 'okToStay', 'risks', 'actions', 'wishes'],
      agency: ['mattersToMe', 'normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions'],
    },
    actions: [{ id: 'clint-talk', what: 'Talk with us about hospital', owner: contact('clint-p1-c1'), dueOn: null }],
  }),
};
