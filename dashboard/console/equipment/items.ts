import type { NewOrder } from '../../shared/api/equipment-queries.ts';

/** The things in a text, one a line; `Bed: 6` is a bed that is to be serviced every six months. */
export function itemsIn(text: string): NewOrder['items'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const parts = /^(?<name>.*\S)\s*:\s*(?<months>\d+)$/.exec(line)?.groups;
      return parts === undefined ? { name: line, serviceMonths: null } : { name: parts.name!, serviceMonths: Number(parts.months) };
    });
}
