import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../device-sim/homes/day.ts';
import { demoHomes } from '../../../device-sim/homes/demo.ts';
import type { HouseEvent } from '../../../device-sim/homes/home.ts';
import { addDays, hour, localTime, wallClockAt } from '../../../rules/model/time.ts';

const zone = 'Europe/London';
const homes = demoHomes(7, 40);
const dates = Array.from({ length: 28 }, (_, i) => addDays('2026-03-15', i));
const days = homes.flatMap((home) => dates.map((date) => ({ home, date, events: dayOf(home, 7, date) })));
const of = (events: readonly HouseEvent[], role: string) => events.filter((event) => event.deviceId.endsWith(role));

describe('a day in a home', () => {
  it('is a function of seed, home and date', () => {
    const k = homes[0]!;
    expect(dayOf(k, 7, '2026-03-15')).toEqual(dayOf(k, 7, '2026-03-15'));
    expect(dayOf(k, 8, '2026-03-15')).not.toEqual(dayOf(k, 7, '2026-03-15'));
    expect(dayOf(k, 7, '2026-03-16').map((e) => e.at - 24 * hour)).not.toEqual(dayOf(k, 7, '2026-03-15').map((e) => e.at));
  });

  it('comes in order, at whole milliseconds, on devices of the home, from waking to the next waking', () => {
    const broken = days.filter(({ home, date, events }) => {
      const ids = new Set(home.devices.map((device) => device.id));
      const fromAt = wallClockAt(zone, date, '04:00');
      const toAt = wallClockAt(zone, addDays(date, 1), '09:00');
      return !events.every(
        ({ at, deviceId }, i) => at >= (events[i - 1]?.at ?? fromAt) && at < toAt && Number.isInteger(at) && ids.has(deviceId),
      );
    });
    expect(broken).toEqual([]);
  });

  it('has about as many events as a real home', () => {
    const mean = days.reduce((sum, { events }) => sum + events.length, 0) / days.length;
    expect(mean).toBeGreaterThan(80);
    expect(mean).toBeLessThan(250);
  });

  it('opens the fridge in the morning on most days, and always closes it', () => {
    const mornings = days
      .filter(({ home }) => home.people.length === 1 && home.people[0]?.devices.fridge !== undefined)
      .map(({ events }) => {
        const fridge = of(events, 'fridge');
        expect(fridge.filter((e) => e.act.type === 'open').length).toBe(fridge.filter((e) => e.act.type === 'close').length);
        return fridge.some((e) => e.act.type === 'open' && localTime(zone, e.at) < '10:00');
      });
    const share = mornings.filter(Boolean).length / mornings.length;
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(1);
  });

  it('shows the ladder often in the homes that are written down: within four weeks each of these happens several times', () => {
    const [k, joan, fredAndBetty] = homes.slice(0, 3).map((home) => dates.map((date) => dayOf(home, 7, date)));
    const noBreakfast = k!.filter((events) => !of(events, 'fridge').some((e) => localTime(zone, e.at) < '10:00'));
    const missed = joan!.filter((events) => of(events, 'dispenser').filter((e) => e.act.type === 'take-dose').length < 2);
    const exits = k!.filter((events) => events.some((e) => e.part?.startsWith('night exit')));
    const presses = [...k!, ...joan!].filter((events) => of(events, 'sos-button').length > 0);
    const high = fredAndBetty!.filter((events) =>
      of(events, 'cuff').some((e) => e.act.type === 'measure' && e.act.bloodPressure.systolicMmHg > 170),
    );
    for (const found of [noBreakfast, missed, exits, presses, high]) {
      expect(found.length).toBeGreaterThanOrEqual(3);
      expect(found.length).toBeLessThan(28);
    }
  });

  it('goes out at night only with a way back, between eleven and six', () => {
    const exits = days.flatMap(({ events }) => {
      const parts = Map.groupBy(
        events.filter((e) => e.part !== undefined),
        (e) => e.part,
      );
      return [...parts.values()];
    });
    expect(exits.length).toBeGreaterThan(5);
    for (const exit of exits) {
      const door = of(exit, 'front-door').map((e) => e.act.type);
      expect(door).toEqual(['open', 'close', 'open', 'close']);
      const left = localTime(zone, of(exit, 'front-door')[0]!.at);
      expect(left >= '23:00' || left < '06:00').toBe(true);
    }
  });

  it('sees nobody move indoors while the only person is out', () => {
    const joan = homes[1]!;
    for (const date of dates) {
      const events = dayOf({ ...joan, people: joan.people.map((p) => ({ ...p, habits: { ...p.habits, careCalls: [] } })) }, 7, date);
      const doors = of(events, 'front-door').filter((e) => e.act.type === 'open' && e.part === undefined);
      expect(doors.length % 2).toBe(0);
      for (let i = 0; i < doors.length; i += 2) {
        const inside = of(events, 'motion').filter((e) => e.at > doors[i]!.at && e.at < doors[i + 1]!.at);
        expect(inside).toEqual([]);
      }
    }
  });

  it('has nobody in the kitchen, at the fridge or in the bathroom while the only person is out, and visits to the bathroom hours apart', () => {
    const k = homes[0]!;
    const alone = { ...k, people: k.people.map((p) => ({ ...p, incidents: [], habits: { ...p.habits, careCalls: [] } })) };
    let visits = 0;
    for (const date of dates) {
      const events = dayOf(alone, 7, date).filter((e) => e.part === undefined);
      const doors = of(events, 'front-door').filter((e) => e.act.type === 'open');
      const bathroom = of(events, 'bathroom-motion');
      for (let i = 0; i < doors.length; i += 2) {
        const began = (e: HouseEvent) => e.act.type !== 'close' && e.at > doors[i]!.at && e.at < doors[i + 1]!.at;
        expect([...of(events, 'fridge'), ...of(events, 'kitchen-motion'), ...bathroom].filter(began)).toEqual([]);
      }
      visits += bathroom.length;
      expect(bathroom.every((e, i) => i === 0 || e.at - bathroom[i - 1]!.at > hour)).toBe(true);
    }
    expect(visits / dates.length).toBeGreaterThan(5);
    expect(visits / dates.length).toBeLessThan(7);
  });

  it('is empty for somebody who is away, but for what is written', () => {
    const hazel = homes.find((home) => home.id === 'hazel')!;
    expect(dayOf(hazel, 7, '2026-03-27')).toEqual([]);
    expect(dayOf(hazel, 7, '2026-03-25').length).toBeGreaterThan(20);
  });

  it('keeps to the wall clock when the clocks change', () => {
    const joan = homes[1]!;
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      const lunch = of(dayOf(joan, 7, date), 'dispenser').filter((e) => e.act.type === 'lock-dose');
      expect(lunch.map((e) => localTime(zone, e.at))).toEqual(['12:00', '22:00']);
    }
  });
});
