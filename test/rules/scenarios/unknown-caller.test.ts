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
