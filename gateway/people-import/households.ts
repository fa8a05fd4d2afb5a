import type { ImportFault } from '../contract/patient-imports.ts';
import type { ImportedPerson } from './read-person.ts';

/** People of a file who live together, with what the rows say of their home. */
export interface Household {
  /** As the first row that says something has it; null: no row does. */
  readonly address: string | null;
  readonly locality: string | null;
  readonly keyAccess: string;
  readonly members: readonly ImportedPerson[];
}

/** Largest household; a care home is several. */
const mostMembers = 8;

/**
 * Puts together whoever lives together, in the order of the file. What a row says of the home must be what the first said. A person who
 * comes twice is refused the second time.
 */
export function householdsOf(people: readonly ImportedPerson[]): {
  readonly households: readonly Household[];
  readonly faults: readonly ImportFault[];
} {
  const faults: ImportFault[] = [];
  const seen = new Map<string, number>();
  const made = new Map<string, { address: string | null; locality: string | null; keyAccess: string; members: ImportedPerson[] }>();
  for (const one of people) {
    const { row, person, household } = one;
    const wrong = (column: string, message: string) => void faults.push({ row, column, message });
    const before = faults.length;
    for (const column of ['nhsNumber', 'id'] as const) {
      const key = person[column] ? `${column} ${person[column]}` : null;
      const first = key === null ? undefined : seen.get(key);
      if (first !== undefined) wrong(column, `is the one of row ${first}`);
      else if (key !== null) seen.set(key, row);
    }
    const key = household === null ? `row ${row}` : `household ${household}`;
    const home = made.get(key) ?? { address: null, locality: null, keyAccess: '', members: [] };
    for (const column of ['address', 'locality', 'keyAccess'] as const)
      if (one[column] && home[column] && one[column] !== home[column]) wrong(column, 'is not that of the household in the rows above');
    if (home.members.length >= mostMembers) wrong('household', `has more than ${mostMembers} people`);
    if (faults.length > before) continue;
    home.address ??= one.address;
    home.locality ??= one.locality;
    home.keyAccess ||= one.keyAccess;
    home.members.push(one);
    made.set(key, home);
  }
  return { households: [...made.values()], faults };
}
