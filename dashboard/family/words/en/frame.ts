/** What is around every page, and what is said when something is not there. */
export const frame = {
  product: 'Hearthline',
  skip: 'Skip to the page',
  navigation: 'Pages',
  home: 'Home',
  alerts: 'Alerts',
  settings: 'Settings',
  loading: 'One moment…',
  failed: 'That did not work',
  again: 'Try again',
  reload: 'Load the page again',
  nowhere: 'There is no such page',
  toHome: 'To the first page',
  back: 'Back',
  backTo: 'Back to {name}',
  notForYou: 'This is not shared with you, or not any more.',
  offline: 'You are offline. What you see may be old. What you enter is kept on this phone and sent when you are back.',
  late: 'The connection is poor. What you see may be a little old.',
  waiting: { one: '{n} entry waits to be sent', other: '{n} entries wait to be sent' },
  removed: {
    one: '{n} entry of somebody else was on this phone. It was never sent, and it has been removed.',
    other: '{n} entries of somebody else were on this phone. They were never sent, and they have been removed.',
  },
  demo: 'A demonstration: these people are made up.',
  demoTime: 'In their homes it is {time}.',
  staff: 'This app is for patients and families. Your work is on the console.',
  toConsole: 'To the console',
  ringCentre: 'Call the care centre: {number}',
  ring999: 'In an emergency: 999',
};

/** What stands around signing in; the forms bring words of their own. */
export const entrance = {
  lead: 'For people at home, and for those who care about them.',
  emergency: 'In an emergency call 999.',
};
