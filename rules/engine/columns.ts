import type { DeviceContext } from '../model/patient.ts';

/** The column with a new value at a place: a copy, unless it is one of the writer's own already. */
export function written<T>(column: readonly T[], before: readonly T[], place: number, value: T): readonly T[] {
  const own = (column === before ? column.slice() : column) as T[];
  own[place] = value;
  return own;
}

export function deviceOf(devices: readonly DeviceContext[], id: string): DeviceContext | null {
  for (let i = 0; i < devices.length; i++) if (devices[i]!.id === id) return devices[i]!;
  return null;
}
