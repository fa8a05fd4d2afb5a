import { describe, expect, it } from 'vitest';
import { isOverdue } from '../../../../dashboard/console/tasks/due.ts';

const now = Date.parse('2026-01-12T09:00:00.000Z');
const iso = (ms: number) => new Date(now + ms).toISOString();
const followUp = { kind: 'follow-up', fromAt: null, untilAt: iso(0), doneAt: null };

describe('a task is overdue', () => {
  it.each([
    ['at its time', followUp, true],
    ['not just before it', { ...followUp, untilAt: iso(1) }, false],
    ['not when it is done', { ...followUp, doneAt: iso(0) }, false],
    ['not without a time', { ...followUp, untilAt: null }, false],
    ['not as a gap that is over', { ...followUp, kind: 'rota-gap', fromAt: iso(-10) }, false],
    ['not as a pause that is over', { ...followUp, kind: 'pause-by-person' }, false],
  ])('%s', (_, task, overdue) => {
    expect(isOverdue(task, now)).toBe(overdue);
  });
});
