import type { Script } from './script.ts';

/** Somebody has left the home at an hour, or for longer, than was agreed. */
export const propertyExit: Script = {
  id: 'property-exit',
  title: 'Out of the home',
  source: 'UK telecare practice: voice contact, contacts in order, emergency services for who is at risk',
  first: 'exit.speak',
  steps: [
    {
      id: 'exit.speak',
      kind: 'say',
      text: 'Speak through the unit and ring the patient’s telephone: they may be at home, or never have left.',
      answers: [
        { id: 'at-home', label: 'At home and well', next: null, outcome: 'reassurance' },
        { id: 'needs-help', label: 'At home, needs something', next: 'help.need' },
        { id: 'out', label: 'No reply, or out', next: 'exit.risk' },
      ],
    },
    {
      id: 'exit.risk',
      kind: 'ask',
      text: 'Read the plan: may {name} go out alone? Think of the hour, the cold, confusion, and where they have been found before.',
      answers: [
        { id: 'expected', label: 'Expected to be out', next: null, asksFor: 'Where they are, and who says so', outcome: 'reassurance' },
        { id: 'not-known', label: 'Not known', next: 'contacts.call' },
        { id: 'at-risk', label: 'At risk out alone', next: 'exit.search' },
      ],
    },
    {
      id: 'exit.search',
      kind: 'do',
      text: 'Ring the contact who lives nearest while a colleague calls the police: a missing person at risk.',
      hint: 'Have ready: what they look like and wear, where they go, medicines, the photograph of the plan.',
      answers: [
        {
          id: 'found',
          label: 'Found at once by a contact',
          next: null,
          asksFor: 'Where, and how they are',
          outcome: 'keyholder-attending',
        },
        { id: 'call', label: 'Call the police', next: 'emergency.call' },
      ],
    },
  ],
};
