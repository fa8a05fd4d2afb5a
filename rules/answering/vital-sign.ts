import { byLevel, type Script } from './script.ts';

/** A measurement is out of its limits, or is missing, or is on its way to be. */
export const vitalSign: Script = {
  id: 'vital-sign',
  title: 'Reading out of its limits',
  source: 'The limits of the agreement; the response to a group of readings follows NEWS2 (Royal College of Physicians 2017)',
  first: 'vital.speak',
  steps: [
    {
      id: 'vital.speak',
      kind: 'ask',
      text: '“{name}, how do you feel?” Then ask them to sit for five minutes and measure again.',
      answers: [
        { id: 'settled', label: 'Well, and the new reading is in its limits', next: 'vital.plan' },
        { id: 'still-out', label: 'Still out of its limits', next: 'vital.assess' },
        { id: 'cannot', label: 'Cannot measure', next: 'vital.assess' },
        { id: 'unwell', label: 'Feels unwell', next: 'vital.assess' },
        { id: 'silence', label: 'No reply', next: 'no-reply.listen' },
      ],
    },
    {
      id: 'vital.assess',
      kind: 'assess',
      text: 'Ask the questions of the assessment; readings that are known are counted already.',
      answers: byLevel(),
    },
    {
      id: 'vital.plan',
      kind: 'do',
      text: 'Read what the plan of care says of such a reading, and agree when it is measured next.',
      answers: [
        { id: 'agreed', label: 'Agreed', next: null, outcome: 'advice' },
        {
          id: 'ask-clinician',
          label: 'The clinician must know today',
          next: null,
          asksFor: 'Who was told, and what they said',
          outcome: 'advice',
        },
      ],
    },
  ],
};
