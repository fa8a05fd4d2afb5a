import type { Script } from './script.ts';

/** How other scripts end: advice, agency, a visit, emergency services. Nothing here leads back to where it came from. */
export const endings: Script = {
  id: 'endings',
  title: 'Getting the help there',
  source: 'UK telecare practice: response visit 45 min, urgent community response 2 h, 08:00 to 20:00; 999 is called by a person',
  first: 'visit.send',
  steps: [
    {
      id: 'visit.send',
      kind: 'dispatch',
      text: 'Send the response team: there within 45 minutes of the decision, in the home within 5 minutes of arrival.',
      answers: [
        { id: 'sent', label: 'A team is on its way', next: 'visit.report' },
        { id: 'none-free', label: 'No team can be there in time', next: 'emergency.call' },
        { id: 'no-visit', label: 'Nobody needs to go after all', next: null, asksFor: 'Why nobody needs to go' },
      ],
    },
    {
      id: 'visit.urgent',
      kind: 'dispatch',
      text: 'Ask urgent community response: there within 2 hours, between 08:00 and 20:00 every day.',
      answers: [
        { id: 'sent', label: 'They are coming', next: 'visit.urgent-report' },
        { id: 'not-now', label: 'They cannot come in time', next: 'visit.send' },
      ],
    },
    {
      id: 'visit.report',
      kind: 'ask',
      text: 'What did the team find, and what did they do?',
      answers: [
        { id: 'helped', label: 'Helped at home', next: null, outcome: 'responder' },
        { id: 'emergency', label: 'Needs emergency services', next: 'emergency.call' },
        { id: 'nobody-in', label: 'No answer at the door, nobody found', next: 'emergency.call' },
      ],
    },
    {
      id: 'visit.urgent-report',
      kind: 'ask',
      text: 'What did urgent community response find, and what did they do?',
      answers: [
        { id: 'helped', label: 'Seen and treated at home', next: null, outcome: 'urgent-community-response' },
        { id: 'emergency', label: 'Needs emergency services', next: 'emergency.call' },
      ],
    },
    {
      id: 'emergency.call',
      kind: 'do',
      text: 'Call 999 yourself, now. Give the address, how to get in, what is known of {name}, and what was seen or heard.',
      hint: 'No machine calls 999. Keep the line to the home open.',
      answers: [
        { id: 'ambulance', label: 'Ambulance called', next: 'emergency.stay', outcome: '999' },
        { id: 'police', label: 'Police called', next: 'emergency.stay', outcome: 'police' },
        { id: 'fire', label: 'Fire service called', next: 'emergency.stay', outcome: 'fire' },
        { id: 'not-called', label: 'Not called', next: null, asksFor: 'Why 999 was not called' },
      ],
    },
    {
      id: 'emergency.stay',
      kind: 'do',
      text: 'Stay with {name} on the line until they are there. Tell the contacts who may be told, in their order.',
      answers: [
        { id: 'there', label: 'They are with the patient', next: null },
        { id: 'stood-down', label: 'Stood down', next: null, asksFor: 'Who stood them down, and why' },
      ],
    },
    {
      id: 'care.advise',
      kind: 'say',
      text: 'Say what they can do themselves, what would make it urgent, and to press again if it is worse. Offer a service near by.',
      answers: [
        { id: 'advised', label: 'Advised', next: null, outcome: 'advice' },
        { id: 'not-content', label: 'Not content with that', next: 'contacts.call' },
      ],
    },
    {
      id: 'care.agency',
      kind: 'do',
      text: 'Ring the care agency and agree who comes and when.',
      answers: [
        { id: 'agreed', label: 'Agreed', next: null, asksFor: 'Who comes, and when', outcome: 'advice' },
        { id: 'cannot', label: 'They cannot come', next: 'visit.send' },
      ],
    },
    {
      id: 'care.safeguarding',
      kind: 'do',
      text: 'Is {name} in danger now? Then call the police. Tell the safeguarding team of the council, in their words.',
      answers: [
        { id: 'told', label: 'Safeguarding told', next: null, asksFor: 'Who was told, and what was agreed', outcome: 'safeguarding' },
        { id: 'in-danger', label: 'In danger now', next: 'emergency.call' },
      ],
    },
  ],
};
