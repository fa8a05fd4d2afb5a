import { describe, expect, it } from 'vitest';
import { type Emission, faultNames, faultsFor, faultsOf, parseFaults } from '../../device-sim/faults.ts';
import { addDays, hour, minute, wallClockAt } from '../../rules/model/time.ts';

const zone = 'Europe/London';
const start = Date.parse('2026-03-01T06:00:00Z');
const device = (id: string, kind: 'fridge' | 'motion' = 'motion', onBattery = true) => ({ id, kind, zone, onBattery });
const reading = (i: number): Emission => ({
  kind: 'contact',
  value: i % 2 ? 'closed' : 'open',
  at: start + i * minute,
  stampedAt: start + i * minute,
  delayMs: 0,
});
const many = Array.from({ length: 5_000 }, (_, i) => reading(i));
const dates = Array.from({ length: 60 }, (_, i) => addDays('2026-03-01', i));

describe('faults', () => {
  it('are chosen by name', () => {
    expect(parseFaults('all')).toEqual(faultNames);
    expect(parseFaults('none')).toEqual([]);
    expect(parseFaults('late, duplicate')).toEqual(['late', 'duplicate']);
    expect(() => parseFaults('late,fire')).toThrow('"fire" is not a fault; known are offline, duplicate,');
  });

  it('leave everything alone when none is chosen', () => {
    const none = faultsOf([], 7, device('d'));
    expect(many.flatMap((one) => none.distort(one))).toEqual(many);
    expect(dates.flatMap((date) => none.outages(date))).toEqual([]);
    expect(none.batteryPercent(start)).toBeNull();
  });

  it('are the same for the same seed and device, and others for another', () => {
    const live = (seed: number) => {
      const faults = faultsOf(faultNames, seed, device('d', 'fridge'));
      return [many.flatMap((one) => faults.distort(one)), dates.map((date) => faults.outages(date))];
    };
    expect(live(7)).toEqual(live(7));
    expect(live(7)).not.toEqual(live(8));
  });

  it('send about 2 % twice, unchanged', () => {
    const { distort } = faultsOf(['duplicate'], 7, device('d'));
    const sent = many.flatMap((one) => distort(one));
    expect(sent.length - many.length).toBeGreaterThan(60);
    expect(sent.length - many.length).toBeLessThan(140);
    for (const one of sent) expect({ ...one, delayMs: 0 }).toEqual(many[(one.at - start) / minute]);
  });

  it('hold about 5 % back until others have overtaken them', () => {
    const { distort } = faultsOf(['out-of-order'], 7, device('d'));
    const late = many.flatMap((one) => distort(one)).filter((one) => one.delayMs > 0);
    expect(late.length).toBeGreaterThan(180);
    expect(late.length).toBeLessThan(320);
    for (const one of late) expect(one.delayMs).toBeGreaterThanOrEqual(20_000);
  });

  it('put some clocks off by hours, always by the same, and never move the real time', () => {
    const offsets = Array.from({ length: 200 }, (_, i) => {
      const { distort } = faultsOf(['clock-off'], 7, device(`d${i}`));
      const off = new Set(many.slice(0, 50).map((one) => distort(one)[0]!.stampedAt - one.at));
      expect(off.size).toBe(1);
      return [...off][0]!;
    });
    const wrong = offsets.filter((offset) => offset !== 0);
    expect(wrong.length).toBeGreaterThan(8);
    expect(wrong.length).toBeLessThan(40);
    expect(wrong.every((offset) => Math.abs(offset) >= hour && Math.abs(offset) <= 6 * hour)).toBe(true);
    expect(wrong.some((offset) => offset > 0) && wrong.some((offset) => offset < 0)).toBe(true);
  });

  it('restart a hub twice a day while people are about, and nothing else', () => {
    const hub = faultsOf(['hub-restart'], 7, { id: 'd', kind: 'hub', zone, onBattery: false });
    for (const date of dates) {
      const outages = hub.outages(date);
      expect(outages.length).toBe(2);
      for (const { fromAt, toAt, keeps } of outages) {
        expect(fromAt).toBeGreaterThanOrEqual(wallClockAt(zone, date, '07:00'));
        expect(toAt).toBeLessThan(wallClockAt(zone, date, '22:10'));
        expect(toAt - fromAt).toBeLessThan(5 * minute);
        expect(keeps).toBe(false);
      }
    }
    expect(dates.flatMap((date) => faultsOf(['hub-restart'], 7, device('d')).outages(date))).toEqual([]);
  });

  it('befall only what can have them: no clock and no memory on the radio, no restart of a hub without bridges', () => {
    expect(faultsFor(faultNames, { isOnRadio: true, hasBridge: false })).toEqual(['offline', 'duplicate', 'battery', 'flapping']);
    expect(faultsFor(faultNames, { isOnRadio: false, hasBridge: true })).toEqual(faultNames);
    expect(faultsFor(faultNames, { isOnRadio: false, hasBridge: false })).not.toContain('hub-restart');
  });

  it('let contacts bounce within seconds and end as they should; movement never', () => {
    const all = Array.from({ length: 30 }, (_, i) => faultsOf(['flapping'], 7, device(`d${i}`, 'fridge')));
    const flapping = all.filter((faults) => many.some((one) => faults.distort(one).length > 1));
    expect(flapping.length).toBeGreaterThan(1);
    expect(flapping.length).toBeLessThan(15);
    for (const one of many) {
      const burst = flapping[0]!.distort(one);
      expect(burst.at(-1)!.value).toBe(one.value);
      expect(burst.at(-1)!.at - one.at).toBeLessThan(30_000);
      burst.forEach((each, i) => {
        if (i > 0) expect(each.value).not.toBe(burst[i - 1]!.value);
      });
      expect(new Set(burst.map((each) => each.at)).size).toBe(burst.length);
    }
    expect(faultsOf(['flapping'], 7, device('d1', 'motion')).distort(reading(0))).toEqual([reading(0)]);
  });

  it.each([
    ['offline', false, 4],
    ['late', true, 14],
  ] as const)('%s: no connection on some days, inside the day', (name, keeps, longestHours) => {
    const { outages } = faultsOf([name], 7, device('d'));
    const found = dates.flatMap((date) => outages(date).map((outage) => ({ date, outage })));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(25);
    for (const { date, outage } of found) {
      expect(outage.keeps).toBe(keeps);
      expect(outage.fromAt).toBeGreaterThanOrEqual(wallClockAt(zone, date, '00:00'));
      expect(outage.toAt - outage.fromAt).toBeGreaterThan(0);
      expect(outage.toAt - outage.fromAt).toBeLessThanOrEqual(longestHours * hour);
    }
  });

  it('drain some batteries over days until the device is silent for one, and never those on mains', () => {
    const dying = Array.from({ length: 60 }, (_, i) => faultsOf(['battery'], 7, device(`d${i}`))).filter(
      (f) => f.batteryPercent(start) !== null,
    );
    expect(dying.length).toBeGreaterThan(2);
    for (const faults of dying) {
      const dead = dates.filter((date) => faults.outages(date).length > 0);
      expect(dead.length).toBe(10);
      for (const date of dead) {
        expect(faults.outages(date)[0]!.keeps).toBe(false);
        expect(faults.batteryPercent(wallClockAt(zone, addDays(date, -1), '12:00'))).toBeLessThan(10);
      }
    }
    expect(faultsOf(['battery'], 7, device('d3', 'motion', false)).batteryPercent(start)).toBeNull();
  });
});
