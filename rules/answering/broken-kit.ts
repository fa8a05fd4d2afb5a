import type { Script } from './script.ts';

/** Kit that is known not to work is a risk with an owner, a plan for meanwhile and a clock. */
export const brokenKit: Script = {
  id: 'broken-kit',
  title: 'Kit that does not work',
  source: 'UK telecare practice: known-broken kit has an owner, an interim plan and a clock of 24 h, open until tested working',
  first: 'kit.speak',
  steps: [
    {
      id: 'kit.speak',
      kind: 'ask',
      text: 'Ring {name}: are they well, is the power on, and does the device answer when it is tested now?',
      answers: [
        { id: 'works', label: 'Tested, and it works', next: null, outcome: 'equipment-fault' },
        { id: 'broken', label: 'Well, but it does not work', next: 'kit.interim' },
        { id: 'unwell', label: 'Needs help', next: 'help.need' },
        { id: 'silence', label: 'No reply', next: 'no-reply.phone' },
      ],
    },
    {
      id: 'kit.interim',
      kind: 'do',
      text: 'Agree how {name} is looked after until it works: calls, visits, another way to call for help.',
      answers: [
        { id: 'agreed', label: 'Agreed', next: 'kit.owner', asksFor: 'What was agreed: who calls or visits, and when' },
        { id: 'not-safe', label: 'Not safe without it', next: 'visit.send' },
      ],
    },
    {
      id: 'kit.owner',
      kind: 'do',
      text: 'Give the repair an owner and a time within 24 hours; write it into the silent-kit list.',
      answers: [{ id: 'owned', label: 'Has an owner', next: null, asksFor: 'Who mends it, and by when', outcome: 'equipment-fault' }],
    },
  ],
};
