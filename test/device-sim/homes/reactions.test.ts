import { describe, expect, it } from 'vitest';
import type { DeviceRole } from '../../../device-sim/devices/catalogue.ts';
import { personDay } from '../../../device-sim/homes/day.ts';
import { demoHomes } from '../../../device-sim/homes/demo.ts';
import type { SimHome } from '../../../device-sim/homes/home.ts';
import { reactionTo } from '../../../device-sim/homes/reactions.ts';

const k = demoHomes(7, 1)[0]!;
const date = '2026-03-15';
const at = Date.parse(`${date}T10:01:00Z`);
const withChances = (home: SimHome, followsPrompt: number, highPressure = 0) => {
  const person = home.people[0]!;
  const chances = { ...person.habits.chances, followsPrompt, highPressure };
  return personDay(home, { ...person, habits: { ...person.habits, chances } }, 7, date);
};
const command = (id = 'c1') => ({ id, type: 'prompt' as const, text: 'Please', expiresAt: `${date}T11:00:00Z` });
const react = (role: DeviceRole, outOn: string | null = null, id = 'c1') =>
  reactionTo(withChances(k, 1), { role, command: command(id), at, outOn });

describe('what people do when a device speaks', () => {
  it('is nothing, for those who take no notice', () => {
    const day = withChances(k, 0);
    expect(reactionTo(day, { role: 'fridge', command: command(), at, outOn: null })).toEqual({ events: [], callsOff: null });
  });

  it('is nothing, while they are away', () => {
    const away = { ...withChances(k, 1), incident: { day: 0, away: true } as const };
    expect(reactionTo(away, { role: 'fridge', command: command(), at, outOn: null })).toEqual({ events: [], callsOff: null });
  });

  it('is mostly what is asked, and on some days hardly ever', () => {
    const person = k.people[0]!;
    const chances = { ...person.habits.chances, followsPrompt: 0.8 };
    const heeded = Array.from({ length: 28 }, (_, i) => {
      const onDate = `2026-03-${String(i + 1).padStart(2, '0')}`;
      const day = personDay(k, { ...person, habits: { ...person.habits, chances } }, 7, onDate);
      const all = Array.from({ length: 50 }, (_, n) =>
        reactionTo(day, { role: 'fridge', command: command(`${onDate} ${n}`), at, outOn: null }),
      );
      return all.filter(({ events }) => events.length > 0).length;
    });
    const weak = heeded.filter((times) => times < 15);
    expect(weak.length).toBeGreaterThan(3);
    expect(weak.length).toBeLessThan(18);
    expect(heeded.filter((times) => times > 28).length).toBe(28 - weak.length);
  });

  it('goes to the kitchen, opens the fridge and closes it, some minutes later', () => {
    const { events } = react('fridge');
    expect(events.map((e) => [e.deviceId, e.act.type])).toEqual([
      ['k-fridge', 'open'],
      ['k-kitchen-motion', 'move'],
      ['k-fridge', 'close'],
    ]);
    expect(events[0]!.at - at).toBeGreaterThanOrEqual(60_000);
    expect(events[0]!.at - at).toBeLessThanOrEqual(9 * 60_000);
  });

  it('takes the dose that was due last', () => {
    expect(react('dispenser').events.map((e) => e.act)).toEqual([{ type: 'take-dose', slot: `${date}T08:00` }]);
    const before = reactionTo(withChances(k, 1), {
      role: 'dispenser',
      command: command(),
      at: Date.parse(`${date}T05:00:00Z`),
      outOn: null,
    });
    expect(before.events).toEqual([]);
  });

  it('comes home from a night exit at once, instead of when planned', () => {
    const part = `night exit 0 ${date}`;
    const { events, callsOff } = react('speaker', part);
    expect(callsOff).toBe(part);
    const door = events.filter((e) => e.deviceId === 'k-front-door');
    expect(door.map((e) => e.act.type)).toEqual(['open', 'close']);
    expect(door[0]!.at - at).toBeLessThanOrEqual(120_000);
  });

  it('answers the speaker with "I\'m OK" when at home', () => {
    expect(react('speaker').events.map((e) => e.act.type)).toEqual(['say-ok']);
  });

  it('measures again when asked to, and not for other words: usual on a usual day, mostly high on a bad one', () => {
    expect(react('cuff').events).toEqual([]);
    const request = (id: string) => ({ ...command(id), type: 'request-measurement' as const, kind: 'blood-pressure' });
    const again = (highPressure: number) =>
      Array.from({ length: 100 }, (_, i) => {
        const { events } = reactionTo(withChances(k, 1, highPressure), { role: 'cuff', command: request(`c${i}`), at, outOn: null });
        const act = events[0]!.act;
        return act.type === 'measure' && act.bloodPressure.systolicMmHg > 170;
      }).filter(Boolean).length;
    expect(again(0)).toBe(0);
    expect(again(1)).toBeGreaterThan(50);
    expect(again(1)).toBeLessThan(90);
  });

  it('is the same for the same command and differs between commands', () => {
    expect(react('fridge')).toEqual(react('fridge'));
    expect(react('fridge', null, 'c2')).not.toEqual(react('fridge'));
  });
});
