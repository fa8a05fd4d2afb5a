import { byLevel, type Script } from './script.ts';

/** Three contacts in their order, then emergency services. */
export const unableToContact: Script = {
  id: 'unable-to-contact',
  title: 'Reaching the contacts',
  source: 'UK telecare practice: three contacts in order, then emergency services; afterwards ask why each failed',
  first: 'contacts.call',
  steps: [
    {
      id: 'contacts.call',
      kind: 'contacts',
      text: 'Call the contacts in their order until one can help. Record each call with one click.',
      hint: 'Only who may be told is called. Say what is needed of them, not more than they are agreed to know.',
      answers: [
        { id: 'coming', label: 'One of them is going', next: 'contacts.wait' },
        { id: 'knows', label: 'One of them knows that all is well', next: null, asksFor: 'What they know', outcome: 'reassurance' },
        { id: 'cannot-go', label: 'Reached, but nobody can go', next: 'visit.send' },
        { id: 'nobody', label: 'Nobody was reached', next: 'contacts.nobody' },
      ],
    },
    {
      id: 'contacts.wait',
      kind: 'do',
      text: 'Keep the alert until they ring back from the door. A follow-up stands for the time they said.',
      answers: [
        { id: 'well', label: 'They are with {name}, who is well', next: null, outcome: 'keyholder-attending' },
        { id: 'needs-help', label: 'They are with {name}, who needs help', next: 'contacts.assess' },
        { id: 'not-there', label: 'They did not come, or could not get in', next: 'visit.send' },
      ],
    },
    {
      id: 'contacts.assess',
      kind: 'assess',
      text: 'Ask whoever is there, and choose the help that is needed.',
      answers: byLevel({ 'self-care': 'contacts.there', family: 'contacts.there', agency: 'contacts.there' }),
    },
    {
      id: 'contacts.there',
      kind: 'say',
      text: 'Agree with whoever is there what they do now, when to ring again, and what would make it urgent.',
      answers: [{ id: 'agreed', label: 'Agreed', next: null, asksFor: 'What was agreed', outcome: 'keyholder-attending' }],
    },
    {
      id: 'contacts.nobody',
      kind: 'ask',
      text: 'No contact was reached. Ask emergency services to see {name}; send our own team where it is there sooner.',
      hint: 'Afterwards ask each contact why they could not be reached: the alert asks when it is closed.',
      answers: [
        { id: 'emergency', label: 'Emergency services', next: 'emergency.call' },
        { id: 'team', label: 'Our team is there sooner', next: 'visit.send' },
        {
          id: 'no-visit',
          label: 'Nobody needs to go now',
          next: null,
          asksFor: 'Why nobody needs to go, and when it is tried again',
          outcome: 'unable-to-contact',
        },
      ],
    },
  ],
};
