import { describe, expect, it } from 'vitest';
import { visitClock } from '../../../../dashboard/shared/response/visit-clock.ts';

const at = (time: string) => Date.parse(`2026-01-12T${time}Z`);
const iso = (time: string) => new Date(at(time)).toISOString();
const clocks = {
  arriveByAt: iso('10:45:00'),
  arriveAtLatestAt: iso('11:00:00'),
  accessByAt: iso('10:55:00'),
  outsideHours: false,
  missed: [],
};

describe('the clock of a visit', () => {
  it.each([
    ['10:34:59.999', 'arrive-by', 'on-time'],
    ['10:35:00', 'arrive-by', 'soon'],
    ['10:45:00', 'arrive-by', 'soon'],
    ['10:45:00.001', 'arrive-at-latest', 'soon'],
    ['11:00:00', 'arrive-at-latest', 'soon'],
    ['11:00:00.001', 'arrive-at-latest', 'late'],
  ] as const)('on the way at %s: %s, %s', (now, name, stand) => {
    expect(visitClock({ state: 'on-the-way', urgency: 'visit', clocks }, at(now))).toMatchObject({ name, stand });
  });

  it.each([
    ['10:29:59.999', 'on-time'],
    ['10:30:00', 'soon'],
    ['11:00:00', 'soon'],
    ['11:00:00.001', 'late'],
  ] as const)('urgent community response has one end, at %s: %s', (now, stand) => {
    const one = { ...clocks, arriveByAt: clocks.arriveAtLatestAt };
    expect(visitClock({ state: 'offered', urgency: 'urgent-community-response', clocks: one }, at(now))).toEqual({
      name: 'arrive-by',
      dueAt: at('11:00:00'),
      stand,
    });
  });

  it.each([
    ['10:53:59.999', 'on-time'],
    ['10:54:00', 'soon'],
    ['10:55:00', 'soon'],
    ['10:55:00.001', 'late'],
  ] as const)('at the door at %s it is the way in: %s', (now, stand) => {
    expect(visitClock({ state: 'arrived', urgency: 'visit', clocks }, at(now))).toMatchObject({ name: 'access-by', stand });
  });

  it.each(['access-gained', 'completed', 'cancelled'] as const)('none runs once it is %s', (state) => {
    expect(visitClock({ state, urgency: 'visit', clocks }, at('12:00:00'))).toBeNull();
  });
});
