import { minute } from '../../rules/model/time.ts';
import type { Act } from '../devices/device.ts';
import type { Random } from '../random.ts';
import type { PersonDay } from './day.ts';
import type { Daily, HouseEvent } from './home.ts';
import { measurement } from './meals-and-medicine.ts';

/** What is measured or told every day, within three minutes of its time; not what an incident leaves out. */
export function told(day: PersonDay): readonly HouseEvent[] {
  const { daily = [] } = day.person.habits;
  return daily
    .filter(({ at }) => !day.incident.without?.includes(at))
    .flatMap((one) => {
      const random = day.random(`${one.role} ${one.kind} ${one.at}`);
      const at = Math.round(day.time(one.at) + random.between(0, 3) * minute);
      return day.event(at, one.role, act(one, random));
    });
}

function act({ kind, value }: Daily, random: Random): Act {
  if (typeof value !== 'object') return { type: 'read', kind, value };
  if ('systolicMmHg' in value) return measurement(value, false, random);
  const { usual, spread, decimals } = value;
  return { type: 'read', kind, value: Number((usual + (random.around(0, 1) * spread) / 3).toFixed(decimals)) };
}
