import { type LookKind, lookKind } from './my/look-words.ts';

/** What somebody was shown of a person, as a colleague says it. */
const words: Readonly<Record<LookKind, string>> = {
  readings: 'Readings',
  alert: 'An alert',
  link: 'An alert, by the link in a message',
  visit: 'Visits by rapid response',
  agreed: 'What is agreed',
  contacts: 'Contacts and what they may see',
  plan: 'The plan of care',
  goals: 'Goals',
  messages: 'Messages with the team',
  duty: 'Who of the family is there when',
  looks: 'Who looked',
  copy: 'The whole record',
  referrals: 'Referrals',
  kit: 'Devices and kit',
  said: 'What devices say',
  presence: 'Where they are',
  page: 'Their page',
  sentence: 'The sentence that says how they are',
};

/** What a route shows of a person, in words for staff. */
export function lookWords(route: string): string {
  const kind = lookKind(route);
  return kind === null ? 'Something about them' : words[kind];
}
