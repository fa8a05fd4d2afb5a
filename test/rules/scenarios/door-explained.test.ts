import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('door')!;

const opened = (at: string, more: { told?: string } = {}): Happening => ({ at, device: 'door', kind: 'contact', value: 'open', ...more });
const moves = (at: string): Happening => ({ at, device: 'pir', kind: 'motion', value: true });
const inBed = (at: string): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: true });
const visit = (at: string, value: 'started' | 'ended'): Happening => ({ at, person: 'visit', value });

describe('out at night: why, and why not', () => {
  const explained = (until: string, when: Happening[], given: Drive = {}) =>
    said(driveExplained(template, { from: '00:00', until, when, ...given }).conditions);
  const free = 'met: Nothing is known that would.';
  const gone = 'met: Not seen indoors since.';

  it.each([
    ['raised', [opened('02:00')], ['met: Opened at 02:00.', free, gone]],
    ['nobody went', [], ['not met: No opening is known.', 'not met: Nothing is known that would.', 'not met: Not seen indoors since.']],
    ['by day', [opened('06:30')], ['not met: Opened at 06:30.', 'not met: It was not at night.', gone]],
    [
      'back',
      [opened('02:00'), opened('02:10'), moves('02:11')],
      ['met: Opened at 02:10.', 'not met: It belongs to what was known already.', 'not met: Seen indoors, or seen to, at 02:11.'],
    ],
    ['a visit', [visit('01:50', 'started'), opened('02:00')], ['met: Opened at 02:00.', 'not met: A care visit was going on.', gone]],
    ['told too late', [opened('02:00', { told: '03:30' })], ['met: Opened at 02:00.', 'not met: It became known too late.', gone]],
    ['in bed since', [inBed('02:10'), opened('02:00', { told: '02:20' })], ['met: Opened at 02:00.', 'not met: In bed since.', gone]],
  ])('%s', (_, when, gives) => {
    expect(explained('07:00', when)).toEqual(gives);
  });

  it('the other one, somebody coming home, and hospital', () => {
    expect(explained('03:00', [inBed('00:40'), opened('02:00')], { patient: { sharedHome: true } })[1]).toBe(
      'unknown: Perhaps it was the other one who lives there: the bed sensor does not say that this one was up.',
    );
    const late = [moves('18:00'), opened('18:30'), opened('23:30')];
    expect(explained('23:31', late)[2]).toBe('not met: It may be somebody coming home: waited for until 23:32.');
    const [hospital, home] = (['hospital', 'home'] as const).map((mode) => ({ presence: { mode, untilAt: null } }));
    expect(explained('04:00', [opened('02:00'), { at: '03:00', patient: home! }], { patient: hospital! })[1]).toBe(
      'not met: At that time not at home, by agreement.',
    );
  });
});
