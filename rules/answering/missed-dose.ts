import type { Script } from './script.ts';

/** A dose was not taken. Nobody of ours handles medicine. */
export const missedDose: Script = {
  id: 'missed-dose',
  title: 'Missed dose',
  source: 'UK telecare practice: responders never handle medication; the pharmacist, GP or NHS 111 says what to do about a late dose',
  first: 'dose.speak',
  steps: [
    {
      id: 'dose.speak',
      kind: 'ask',
      text: '“{name}, have you taken your medicine?” Ask them to look into the box while you speak.',
      answers: [
        { id: 'taken', label: 'Taken', next: null, outcome: 'reassurance' },
        { id: 'not-taken', label: 'Not taken', next: 'dose.prompt' },
        { id: 'unsure', label: 'Not sure', next: 'dose.unsure' },
        { id: 'unwell', label: 'Unwell', next: 'help.assess' },
        { id: 'silence', label: 'No reply', next: 'no-reply.listen' },
      ],
    },
    {
      id: 'dose.prompt',
      kind: 'say',
      text: 'Ask what keeps them from it. Within the time agreed they may take it now; never two doses together.',
      answers: [
        { id: 'taken', label: 'Takes it now', next: null, outcome: 'advice' },
        { id: 'late', label: 'It is too late for that', next: 'dose.advice' },
        { id: 'will-not', label: 'Does not want to', next: 'dose.advice' },
        { id: 'stuck', label: 'The dispenser is stuck or empty', next: 'kit.interim' },
      ],
    },
    {
      id: 'dose.unsure',
      kind: 'say',
      text: '“Please take nothing more until I ring you back.” A dose that may have been taken is not taken again.',
      answers: [{ id: 'said', label: 'Said', next: 'dose.advice' }],
    },
    {
      id: 'dose.advice',
      kind: 'do',
      text: 'Ask the pharmacist, the GP or NHS 111 what to do about this dose, and tell {name}.',
      hint: 'Say the name of the medicine, the dose, and when it was due. Responders do not give, fetch or sort medicine.',
      answers: [
        { id: 'advised', label: 'Asked, and told the patient', next: null, asksFor: 'Who advised, and what', outcome: 'advice' },
        { id: 'visit', label: 'Somebody who may give medicine must go', next: 'dose.who' },
      ],
    },
    {
      id: 'dose.who',
      kind: 'ask',
      text: 'Who may give medicine here: a contact, or the care agency by its own plan?',
      answers: [
        { id: 'contact', label: 'A contact', next: 'contacts.call' },
        { id: 'agency', label: 'The care agency', next: 'care.agency' },
        { id: 'nobody', label: 'Nobody', next: 'visit.urgent' },
      ],
    },
  ],
};
