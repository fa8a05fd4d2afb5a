import type { Section } from './section.ts';

/** What is told of visits by rapid response, and of the way in. */
export const responseSections = {
  response_job: {
    title: 'Visits by rapid response',
    meaning: 'Each time it was decided that somebody comes to you.',
    columns: {
      Decided: 'requestedAt',
      Why: 'body.reason',
      Unit: 'body.unit.name',
      State: 'state',
      Ended: 'endedAt',
      Outcome: 'body.outcome.code',
      Number: 'id',
    },
  },
  response_offer: {
    title: 'Who was asked to visit you',
    meaning: 'Each unit that was asked, and what it answered.',
    columns: { Visit: 'jobId', Unit: 'unitId', Asked: 'offeredAt', Answer: 'answer', Why: 'reason' },
  },
  response_event: {
    title: 'What crews wrote down',
    meaning: 'From the way to you until the end of the visit.',
    columns: { Visit: 'jobId', What: 'type', When: 'at', Received: 'receivedAt', Note: 'body.note', Words: 'body.text' },
  },
  response_line: {
    title: 'What of a visit stands in an alert',
    meaning: 'Lines of the timeline of the alert for which somebody came.',
    columns: { Visit: 'jobId', Alert: 'alertId', What: 'body.text', Written: 'toldAt' },
  },
  key_safe: {
    title: 'Your key safe',
    meaning: 'A key-safe code is kept, sealed, so that a crew can get in. It is shown on a visit and nowhere else, also not here.',
    columns: { 'Kept since': 'setAt', By: 'setBy' },
  },
} satisfies Readonly<Record<string, Section>>;
