import { minute } from '../../rules/model/time.ts';
import type { PersonDay } from './day.ts';
import type { Daily, HouseEvent } from './home.ts';

/** What is measured or told every day, within three minutes of its time; not what an incident leaves out. */
export function told(day: PersonDay): readonly HouseEvent[] {
  const { daily = [] } = day.person.habits;
  return daily
    .filter(({ at }) => !day.incident.without?.includes(at))
    .flatMap((one) => {
      const random = day.random(`${one.role} ${one.kind} ${one.at}`);
      const at = Math.round(day.time(one.at) + random.between(0, 3) * minute);
      return day.event(at, one.role, { type: 'read', kind: one.kind, value: valueFor(one, random.around(0, 1)) });
    });
}

function valueFor({ value }: Daily, off: number) {
  if (typeof value !== 'object' || 'systolicMmHg' in value) return value;
  return Number((value.usual + (off * value.spread) / 3).toFixed(value.decimals));
}
