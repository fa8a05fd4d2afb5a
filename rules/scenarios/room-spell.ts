import type { Instant } from '../model/time.ts';

export type Side = 'cold' | 'hot';

/** A room that is, or was last, too cold or too hot. */
export interface RoomSpell {
  /** The thermometer. */
  readonly source: string;
  readonly cel: number;
  /** When it was that warm. */
  readonly at: Instant;
  /** null: within the limits. */
  readonly side: Side | null;
  /** Since when; of no meaning within the limits. */
  readonly sinceAt: Instant;
  /** Within the limits again since then, by a degree more than they ask; null: not so. */
  readonly backAt: Instant | null;
}

export interface RoomLimits {
  readonly coldBelowCel: number;
  readonly hotAboveCel: number | null;
  readonly recoveredFor: number;
}

/** So much inside a limit a room must be to count as recovered: it does not go in and out with every cloud. */
export const marginCel = 1;
/** How often the temperature of a room within the limits is remembered: a thermometer speaks every few minutes. */
const notedMs = 3_600_000;

function sideOf(cel: number, { coldBelowCel, hotAboveCel }: RoomLimits): Side | null {
  if (cel < coldBelowCel) return 'cold';
  return hotAboveCel !== null && cel > hotAboveCel ? 'hot' : null;
}

function isBack(side: Side, cel: number, { coldBelowCel, hotAboveCel }: RoomLimits): boolean {
  if (side === 'cold') return cel >= coldBelowCel + marginCel;
  return hotAboveCel === null || cel <= hotAboveCel - marginCel;
}

/** The spell after a reading that is newer than the last. The same object where there is nothing to remember. */
export function measured(known: RoomSpell | undefined, source: string, cel: number, at: Instant, limits: RoomLimits): RoomSpell {
  const side = sideOf(cel, limits);
  if (known === undefined || known.side === null) {
    if (side !== null) return { source, cel, at, side, sinceAt: at, backAt: null };
    const isNoted = known !== undefined && Math.round(cel) === Math.round(known.cel) && at < known.at + notedMs;
    return isNoted ? known : { source, cel, at, side, sinceAt: at, backAt: null };
  }
  // From one side straight to the other.
  if (side !== null && side !== known.side) return { source, cel, at, side, sinceAt: at, backAt: null };
  const backAt = isBack(known.side, cel, limits) ? (known.backAt ?? at) : null;
  return recovered({ ...known, cel, at, backAt }, at, limits);
}

/** The spell at `at`: over, once the room has been back within the limits for long enough. */
export function recovered(spell: RoomSpell, at: Instant, { recoveredFor }: RoomLimits): RoomSpell {
  const isOver = spell.side !== null && spell.backAt !== null && at >= spell.backAt + recoveredFor;
  return isOver ? { ...spell, side: null, sinceAt: spell.backAt, backAt: null } : spell;
}
