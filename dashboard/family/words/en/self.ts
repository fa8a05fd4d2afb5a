/** What a person decides about themselves. */
export const goals = {
  title: 'Goals',
  lead: 'In your own words. They are there to cheer you on; nobody is called because of them.',
  none: 'No goals have been agreed yet. Talk to your team about one.',
  words: 'My goal, in my own words',
  save: 'Save',
  saved: 'Saved',
  did: 'I did it today',
  didSays: 'Well done. It counts.',
};

export const pause = {
  title: 'Pause watching',
  lead: 'For when you are not at home. It ends by itself.',
  why: 'Why',
  reasons: { away: 'I am out', holiday: 'I am on holiday', hospital: 'I am in hospital', respite: 'I am in respite care' },
  until: 'Until',
  start: 'Pause',
  change: 'Change it',
  end: 'End it now',
  now: 'Paused until {time}.',
  rests: 'Not watched meanwhile',
  goesOn: 'What goes on',
  wrong: 'Choose a time in the next {days} days.',
};

export const sharing = {
  title: 'Who can see me',
  lead: 'You decide, person by person. You can change it whenever you like.',
  nobody: 'Nobody is set down as your contact.',
  purposes: {
    'see-status': 'Sees how I am',
    'see-readings': 'Sees my readings',
    'be-told': 'Is told when I need somebody',
    'see-attainment': 'Sees how my goals go',
  },
  allowed: 'Yes, since {time}',
  ends: 'until {time}',
  notAllowed: 'No',
  change: 'Change what {name} may see',
  what: 'If you save this',
  save: 'Save',
  saveAnyway: 'Save all the same',
  keep: 'Leave it as it is',
  looks: 'Who has looked',
};

export const looks = {
  title: 'Who has looked',
  lead: 'Who opened something about you, day by day.',
  none: 'Nobody has looked yet.',
  times: { one: 'once', other: '{n} times' },
  last: 'last at {time}',
};

export const plan = {
  title: 'The plan of care',
  none: 'There is no plan that is shared with you yet.',
  approved: 'Approved by {name}, in force since {time}.',
  review: 'To be looked at again on {date}.',
  overdue: 'It should have been looked at again by {date}. Ask the team.',
};
