import { expect, it } from 'vitest';
import { readableNumber } from '../../../rules/model/readable-number.ts';

it.each([
  ['+441632960000', '01632 960000'],
  ['+447700900123', '07700 900123'],
  ['+442079460000', '020 7946 0000'],
  ['+441134960000', '0113 496 0000'],
  ['+441214960000', '0121 496 0000'],
  ['+443001231234', '0300 123 1234'],
  ['+48221234567', '+48221234567'],
  ['ann@example.org', 'ann@example.org'],
])('%s reads %s', (number, read) => {
  expect(readableNumber(number)).toBe(read);
});
