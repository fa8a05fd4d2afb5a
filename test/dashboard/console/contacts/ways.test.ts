import { describe, expect, it } from 'vitest';
import { readWays, telephoneNumber } from '../../../../dashboard/console/contacts/ways.ts';

describe('a telephone number as it is typed', () => {
  it.each([
    ['07700 900123', '+447700900123'],
    ['(0114) 496-0123', '+441144960123'],
    ['+48 601 123 456', '+48601123456'],
    ['0048 601 123 456', '+48601123456'],
    ['+447700900123', '+447700900123'],
    ['7700900123', null],
    ['+44 (0)7700 900123', null],
    ['07700 90O123', null],
    ['', null],
  ])('%s is %s', (typed, number) => {
    expect(telephoneNumber(typed)).toBe(number);
  });
});

describe('ways to reach somebody', () => {
  it('are read in their order, each as its kind is written', () => {
    const typed = [
      { kind: 'push', address: 'left over' },
      { kind: 'voice', address: '0114 496 0123' },
      { kind: 'email', address: ' a@example.org ' },
    ] as const;
    expect(readWays(typed)).toEqual({
      ways: [
        { kind: 'push', address: '' },
        { kind: 'voice', address: '+441144960123' },
        { kind: 'email', address: 'a@example.org' },
      ],
    });
  });

  it.each([
    ['sms', 'a@example.org'],
    ['email', '07700 900123'],
    ['webhook', 'example.org'],
  ] as const)('of which one is none say which: %s %s', (kind, address) => {
    expect(
      readWays([
        { kind: 'push', address: '' },
        { kind, address },
      ]),
    ).toEqual({ wrong: 1 });
  });
});
