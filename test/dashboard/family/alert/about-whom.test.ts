import { expect, it } from 'vitest';
import { aboutWhom } from '../../../../dashboard/family/alert/about-whom.ts';

it.each([
  ['Kathleen', 'Kathleen called for help.', 'Kathleen called for help.'],
  ['Kathleen', "Kathleen's fridge was not opened.", "Kathleen's fridge was not opened."],
  ['Kathleen', 'Kathleen: sprawdzamy, czy wszystko w porządku.', 'Kathleen: sprawdzamy, czy wszystko w porządku.'],
  ['Kathleen', 'Nobody has opened the fridge.', 'Kathleen: Nobody has opened the fridge.'],
  ['Al', 'Also cold: 12 degrees.', 'Al: Also cold: 12 degrees.'],
  ['Mrs Rowe', 'We are checking how Mrs Rowe is.', 'We are checking how Mrs Rowe is.'],
])('what is said about %s names them once: %s', (knownAs, text, said) => {
  expect(aboutWhom({ knownAs, text })).toBe(said);
});
