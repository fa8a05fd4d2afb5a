import { byLevel, type Script } from './script.ts';

/** Nothing has happened, but days are otherwise than they were. */
export const wellbeing: Script = {
  id: 'wellbeing',
  title: 'Change in how somebody lives',
  source: 'UK telecare practice: wellbeing calls; somebody in crisis: NHS 111, option 2, or 999 when life is at risk',
  first: 'wellbeing.speak',
  steps: [
    {
      id: 'wellbeing.speak',
      kind: 'ask',
      text: '“{name}, I am ringing to hear how you are. How have the last days been: sleep, meals, getting about, company?”',
      answers: [
        { id: 'as-usual', label: 'As usual', next: null, outcome: 'reassurance' },
        { id: 'unwell', label: 'Less well', next: 'wellbeing.assess' },
        { id: 'low', label: 'Low or lonely', next: 'wellbeing.low' },
        { id: 'harmed', label: 'Is being harmed or neglected', next: 'care.safeguarding' },
        { id: 'silence', label: 'No reply', next: 'wellbeing.again' },
      ],
    },
    {
      id: 'wellbeing.assess',
      kind: 'assess',
      text: 'Ask the questions of the assessment, and choose the help that is needed.',
      answers: byLevel(),
    },
    {
      id: 'wellbeing.low',
      kind: 'ask',
      text: 'Listen first. Then ask plainly: “Do you sometimes think of ending your life?”',
      hint: 'Asking does not put it into anybody’s mind.',
      answers: [
        { id: 'no', label: 'No', next: 'care.advise' },
        { id: 'yes', label: 'Yes', next: 'wellbeing.crisis' },
        { id: 'not-said', label: 'Does not say', next: 'wellbeing.assess' },
      ],
    },
    {
      id: 'wellbeing.crisis',
      kind: 'do',
      text: 'Stay on the line. Ask what they have in mind and whether they are alone; bring in the crisis team (NHS 111, option 2).',
      answers: [
        { id: 'now', label: 'Means to do it now, or has begun', next: 'emergency.call' },
        {
          id: 'crisis-team',
          label: 'The crisis team has them',
          next: null,
          asksFor: 'Who has them, and who is with them',
          outcome: 'advice',
        },
        { id: 'not-taken', label: 'The crisis team cannot take them', next: 'emergency.call' },
      ],
    },
    {
      id: 'wellbeing.again',
      kind: 'do',
      text: 'Look at the readings of the day: is there life in the home? Ring again within the hour.',
      answers: [
        { id: 'replied', label: 'Reached now, and well', next: null, outcome: 'reassurance' },
        { id: 'replied-unwell', label: 'Reached now, and not well', next: 'wellbeing.assess' },
        { id: 'no-life', label: 'No reply and no sign of life', next: 'no-reply.go-out' },
        { id: 'silence', label: 'No reply, but life in the home', next: 'contacts.call' },
      ],
    },
  ],
};
