import type { Script } from './script.ts';

/** Nobody has answered, and it is not known why: if in doubt, somebody goes. */
export const noReply: Script = {
  id: 'no-reply',
  title: 'No reply from the speaker',
  source: 'UK telecare practice: no reply from the speaker, if in doubt go out; a no-visit needs a recorded reason',
  first: 'no-reply.speak',
  steps: [
    {
      id: 'no-reply.speak',
      kind: 'say',
      text: 'Speak through the unit, or ring: “This is the careline. {name}, can you hear me? Are you all right?”',
      answers: [
        { id: 'well', label: 'Replied, and is well', next: null, outcome: 'reassurance' },
        { id: 'needs-help', label: 'Replied, and needs something', next: 'help.need' },
        { id: 'silence', label: 'No reply', next: 'no-reply.listen' },
      ],
    },
    {
      id: 'no-reply.listen',
      kind: 'do',
      text: 'Call twice more, louder, and listen for a minute: voices, breathing, an alarm, water running.',
      answers: [
        { id: 'replied', label: 'Replied now', next: 'help.need' },
        { id: 'distress', label: 'Sounds ill or in danger', next: 'emergency.call' },
        { id: 'silence', label: 'Nothing, or only the television', next: 'no-reply.phone' },
      ],
    },
    {
      id: 'no-reply.phone',
      kind: 'do',
      text: 'Ring the patient’s own telephone, and look at the latest readings of the home: has anybody moved since?',
      answers: [
        { id: 'replied', label: 'Answered the telephone', next: 'help.need' },
        { id: 'moving', label: 'No answer, but somebody moves about', next: 'contacts.call' },
        { id: 'silence', label: 'No answer, no movement', next: 'no-reply.go-out' },
      ],
    },
    {
      id: 'no-reply.go-out',
      kind: 'ask',
      text: 'If in doubt, go out: somebody must see {name}. Who is there first?',
      hint: 'A keyholder near by is often faster than a team. Both can be asked.',
      answers: [
        { id: 'keyholder', label: 'A contact with a key', next: 'contacts.call' },
        { id: 'team', label: 'The response team', next: 'visit.send' },
        { id: 'emergency', label: 'Emergency services', next: 'emergency.call' },
        { id: 'no-visit', label: 'Nobody needs to go', next: null, asksFor: 'Why nobody needs to go' },
      ],
    },
  ],
};
