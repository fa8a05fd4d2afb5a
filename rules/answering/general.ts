import type { Script } from './script.ts';

/** For everything that has no script of its own. */
export const general: Script = {
  id: 'general',
  title: 'Ask how they are',
  source: 'UK telecare practice: voice contact first',
  first: 'general.speak',
  steps: [
    {
      id: 'general.speak',
      kind: 'ask',
      text: 'Ring {name}: say what was noticed, and ask how they are.',
      answers: [
        { id: 'well', label: 'Well, nothing is needed', next: null, outcome: 'reassurance' },
        { id: 'needs-help', label: 'Needs something', next: 'help.need' },
        { id: 'silence', label: 'No reply', next: 'no-reply.phone' },
        { id: 'fault', label: 'The kit is at fault', next: 'kit.interim', outcome: 'equipment-fault' },
      ],
    },
  ],
};
