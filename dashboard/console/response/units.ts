import type { ResponseBoard } from '../../../gateway/contract/response.ts';
import type { ResponseSkill } from '../../../rules/model/response.ts';

export type UnitOnBoard = ResponseBoard['units'][number];

const order: Readonly<Record<UnitOnBoard['state'], number>> = { free: 0, offered: 1, busy: 2, 'off-duty': 3 };

export interface Candidate {
  readonly unit: UnitOnBoard;
  /** Skills that the visit needs and this unit lacks. */
  readonly lacks: readonly ResponseSkill[];
  /** It has the area of the home by name; a unit of a larger area is not told by its name. */
  readonly isNear: boolean;
}

/** The units as somebody chooses from them: free before others, with every skill, near by, then by name. The gateway judges again. */
export function candidates(
  units: readonly UnitOnBoard[],
  wanted: { skills: readonly ResponseSkill[]; localityName: string | null },
): Candidate[] {
  const seen = units.map((unit) => ({
    unit,
    lacks: wanted.skills.filter((skill) => !unit.skills.includes(skill)),
    isNear: wanted.localityName !== null && unit.localityNames.includes(wanted.localityName),
  }));
  return seen.toSorted(
    (a, b) =>
      order[a.unit.state] - order[b.unit.state] ||
      a.lacks.length - b.lacks.length ||
      Number(b.isNear) - Number(a.isNear) ||
      a.unit.name.localeCompare(b.unit.name),
  );
}

/** How many units stand how. */
export function countStates(units: readonly UnitOnBoard[]): Readonly<Record<UnitOnBoard['state'], number>> {
  const counts = { free: 0, offered: 0, busy: 0, 'off-duty': 0 };
  for (const { state } of units) counts[state] += 1;
  return counts;
}
