/** Words of who answers alerts, and whether they hear them. */
export const watch = {
  nav: 'Who answers',
  title: 'Who answers alerts',
  lead: 'Everybody who answers alerts: which queues are theirs, who is on duty at the centre, and who has listened for the alarm sound in this turn.',
  missing_one: '{{count}} on duty has not heard the alarm sound in this turn: {{names}}.',
  missing_other: '{{count}} on duty have not heard the alarm sound in this turn: {{names}}.',
  columns: { name: 'Name', duty: 'On duty', sound: 'Alarm sound', queues: 'Answers', act: 'Action' },
  onDuty: 'Now',
  offDuty: 'Not now',
  until: 'Until {{time}}',
  sound: { heard: 'Heard, {{time}}', notHeard: '✕ Not heard, {{time}}', missing: '▲ Not tested in this turn' },
  allQueues: 'All queues',
  change: 'Change…',
  changeOf: 'Change what {{name}} answers',
  says: 'Queues of this person. With none of them marked they answer all.',
  send: 'Save',
  saved: 'What {{name}} answers is saved.',
} as const;
