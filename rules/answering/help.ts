import { byLevel, type Script } from './script.ts';

/** A call for help or a fall: somebody can be spoken to, or not. */
export const callForHelp: Script = {
  id: 'call-for-help',
  title: 'Call for help or fall',
  source: 'UK telecare practice: voice contact first; no reply from the speaker, if in doubt go out',
  first: 'help.speak',
  steps: [
    {
      id: 'help.speak',
      kind: 'say',
      text: 'Speak through the unit, or ring: “This is the careline. {name}, can you hear me? What can I do for you?”',
      answers: [
        { id: 'needs-help', label: 'Replied: needs help', next: 'help.need' },
        { id: 'silence', label: 'No reply', next: 'no-reply.listen' },
        { id: 'by-mistake', label: 'Pressed by mistake', next: 'help.by-mistake' },
        { id: 'test', label: 'A test of the unit', next: null, outcome: 'test' },
      ],
    },
    {
      id: 'help.by-mistake',
      kind: 'ask',
      text: 'Ask once more: “Are you sitting comfortably? Is anybody with you? Is there anything I can do while we are speaking?”',
      answers: [
        { id: 'well', label: 'Sounds well', next: null, outcome: 'accidental' },
        { id: 'unwell', label: 'Something is wrong', next: 'help.need' },
      ],
    },
    {
      id: 'help.need',
      kind: 'ask',
      text: '“What has happened?”',
      answers: [
        { id: 'well', label: 'Nothing: is well', next: null, outcome: 'reassurance' },
        { id: 'fallen', label: 'Has fallen', next: 'help.fallen' },
        { id: 'unwell', label: 'Feels unwell or is in pain', next: 'help.assess' },
        { id: 'worried', label: 'Worried or lonely', next: 'help.reassure' },
        { id: 'danger', label: 'In danger: fire, somebody in the home', next: 'emergency.call' },
        { id: 'harmed', label: 'Is being harmed or neglected', next: 'care.safeguarding' },
      ],
    },
    {
      id: 'help.fallen',
      kind: 'say',
      text: '“Stay where you are and do not pull yourself up. Keep warm with whatever is near. I stay on the line.”',
      hint: 'Who has hit their head, is in much pain or cannot move a limb is not helped up by anybody untrained.',
      answers: [{ id: 'said', label: 'Said', next: 'help.assess' }],
    },
    {
      id: 'help.assess',
      kind: 'assess',
      text: 'Ask the questions of the assessment, and choose the help that is needed.',
      answers: byLevel(),
    },
    {
      id: 'help.reassure',
      kind: 'say',
      text: 'Listen. Ask what would help today, and whether this has happened more often lately.',
      answers: [
        { id: 'settled', label: 'Reassured', next: null, outcome: 'reassurance' },
        { id: 'support', label: 'Would like company or support', next: 'care.advise' },
        { id: 'despair', label: 'Has thoughts of ending their life', next: 'wellbeing.crisis' },
        { id: 'unwell', label: 'Is unwell after all', next: 'help.assess' },
      ],
    },
  ],
};
