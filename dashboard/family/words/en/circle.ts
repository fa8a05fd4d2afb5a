/** Messages with the team, and who of the family is on. */
export const messages = {
  title: 'Messages',
  write: 'Write to the team',
  send: 'Send',
  empty: 'No messages yet.',
  you: 'You',
  read: 'Read',
  waiting: 'Waiting to be sent',
  refused: 'Not sent: {detail}',
};

export const rota = {
  title: 'Who is on',
  lead: 'Who is on is asked first, before the rest of the family. If no one is on, we ask in the usual way.',
  weekend: 'I’m on this weekend',
  nextWeekend: 'I’m on the weekend of {date}',
  weeks: 'The next four weeks',
  weekOf: 'Week of {date}',
  nobody: 'Nobody said so yet',
  you: 'You',
  from: '{from} to {until}',
  stop: 'Take it back',
  other: 'Other times',
  fromField: 'From',
  untilField: 'Until',
  add: 'I’m on then',
  wrong: 'The end must be after the beginning, and at most {days} days later.',
};
