import { expect, it } from 'vitest';
import { staffLines } from '../../../../dashboard/console/watch/staff-lines.ts';

const at = '2026-03-01T08:05:00Z';
const untilAt = '2026-03-01T16:00:00Z';
const turn = (userId: string, test: { at: string; heard: boolean } | null) => ({ userId, name: userId, fromAt: at, untilAt, test });
const staff = ['Ada', 'Bea', 'Cy', 'Di', 'Eve'].map((name) => ({ userId: name, name, queues: [] }));

it('lists whoever is on duty first, and of them whoever may not hear the alarm', () => {
  const lines = staffLines(staff, {
    tests: [
      { userId: 'Bea', name: 'Bea', at, heard: true },
      { userId: 'Cy', name: 'Cy', at: '2026-02-28T08:05:00Z', heard: true },
    ],
    onDuty: [turn('Ada', { at, heard: true }), turn('Cy', null), turn('Di', { at, heard: false })],
  });
  expect(lines.map(({ name, onDutyUntilAt, listening }) => [name, onDutyUntilAt, listening.state])).toEqual([
    // A test of the turn before is none of this one.
    ['Cy', untilAt, 'missing'],
    ['Di', untilAt, 'not-heard'],
    ['Ada', untilAt, 'heard'],
    ['Bea', undefined, 'heard'],
    ['Eve', undefined, 'not-due'],
  ]);
});
