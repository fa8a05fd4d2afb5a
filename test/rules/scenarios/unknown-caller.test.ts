import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('unknown-caller')!;
const call = (at: string, number: string, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  device: `alarm-unit:${number}`,
  kind: 'sos',
  value: 'pendant',
  ...more,
});
const cancel = (at: string, number: string): Happening => ({ ...call(at, number), kind: 'sos-cancelled', value: true });
const raised = (at: string, number: string) =>
  `${at} raise: An alarm unit that is not enrolled, number ${number}, called for help at ${at}. [Unit ${number} (pendant) called at ${at}; the number is not enrolled.]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const rows: Row[] = [
  { name: 'nobody calls', gives: [] },
  { name: 'a call', when: [call('14:00', '77')], gives: [raised('14:00', '77')] },
  { name: 'the same call twice', when: [call('14:00', '77'), call('14:00', '77', { told: '14:01' })], gives: [raised('14:00', '77')] },
  { name: 'the same unit again', when: [call('14:00', '77'), call('14:05', '77')], gives: [raised('14:00', '77'), raised('14:05', '77')] },
  {
    name: 'another unit while the first is open: worse news of the same alert',
    when: [call('14:00', '77'), call('14:05', '78')],
    gives: [raised('14:00', '77'), '14:05 worse: Unit 78 (pendant) called at 14:05; the number is not enrolled.'],
  },
  {
    name: 'another unit after a person has closed the first',
    when: [call('14:00', '77'), { at: '14:03', closed: true }, call('14:05', '78')],
    gives: [raised('14:00', '77'), raised('14:05', '78')],
  },
  {
    name: 'cancelled at the unit: it is said, and stops nothing',
    when: [cancel('13:59', '77'), call('14:00', '77'), cancel('14:01', '78'), cancel('14:02', '77')],
    gives: [raised('14:00', '77'), '14:02 evidence: Unit 77: cancelled at the unit at 14:02. Nobody knows by whom.'],
  },
  {
    name: 'more calls than anybody could follow: five further ones are told one by one, the others together each minute, a number once',
    when: [
      call('14:00', '70'),
      ...['71', '72', '73', '74', '75'].map((number) => call('14:00', number)),
      call('14:00:10', '76'),
      call('14:00:20', '77'),
      call('14:00:30', '76'),
      call('14:00:40', '70'),
      call('14:02', '78'),
    ],
    gives: [
      raised('14:00', '70'),
      ...['71', '72', '73', '74', '75'].map(
        (number) => `14:00 worse: Unit ${number} (pendant) called at 14:00; the number is not enrolled.`,
      ),
      '14:01:10 worse: 3 more alarm units, not enrolled, called for help since 14:00: 76, 77 and 70.',
      '14:03 worse: Another alarm unit, not enrolled, called for help since 14:02: 78.',
    ],
  },
  {
    name: 'ten minutes after the first of those, one by one again',
    when: [
      call('14:00', '70'),
      ...['71', '72', '73', '74', '75'].map((number) => call('14:00', number)),
      call('14:09:59', '76'),
      call('14:12', '77'),
    ],
    gives: [
      raised('14:00', '70'),
      ...['71', '72', '73', '74', '75'].map(
        (number) => `14:00 worse: Unit ${number} (pendant) called at 14:00; the number is not enrolled.`,
      ),
      '14:10:59 worse: Another alarm unit, not enrolled, called for help since 14:09: 76.',
      '14:12 worse: Unit 77 (pendant) called at 14:12; the number is not enrolled.',
    ],
  },
  {
    name: 'a flood: ten are named, the others counted',
    when: Array.from({ length: 40 }, (_, n) => call('14:00', String(100 + n))),
    gives: [
      raised('14:00', '100'),
      ...[101, 102, 103, 104, 105].map((number) => `14:00 worse: Unit ${number} (pendant) called at 14:00; the number is not enrolled.`),
      '14:01 worse: 34 more alarm units, not enrolled, called for help since 14:00: 106, 107, 108, 109, 110, 111, 112, 113, 114, 115 and 24 more.',
    ],
  },
  {
    name: 'closed while some wait to be told: they are an alert of their own',
    when: [
      call('14:00', '70'),
      ...['71', '72', '73', '74', '75', '76'].map((number) => call('14:00', number)),
      { at: '14:00:30', closed: true },
    ],
    gives: [
      raised('14:00', '70'),
      ...['71', '72', '73', '74', '75'].map(
        (number) => `14:00 worse: Unit ${number} (pendant) called at 14:00; the number is not enrolled.`,
      ),
      '14:01 raise: Another alarm unit, not enrolled, called for help since 14:00: 76. [Another alarm unit, not enrolled, called for help since 14:00: 76.]',
    ],
  },
  { name: 'a kept call sent again', when: [call('14:00', '77', { snapshot: true })], gives: [] },
];

describe('a call of an unknown alarm unit', () => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, given).lines).toEqual(gives);
  });

  it('is explained until a person closes it', () => {
    expect(said(driveExplained(template, {}).conditions)).toEqual(['not met: No call is open.']);
    const when = [call('14:00', '77'), call('14:05', '78')];
    expect(said(driveExplained(template, { when }).conditions)).toEqual(['met: Last at 14:05, from 77 and 78.']);
    const closed = [...when, { at: '14:30', closed: true } as const];
    expect(said(driveExplained(template, { when: closed }).conditions)).toEqual(['not met: No call is open.']);
  });
});
