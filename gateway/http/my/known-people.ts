import type { MyPersonRow } from '../../store/my/people.ts';

const usersKept = 10_000;

/** Whom users have asked for lately and how they stood to them, for a call for help while the database is away. */
export interface KnownPeople {
  remember(userId: string, people: readonly MyPersonRow[]): void;
  /** Who this user is themselves, when they asked last; null: not known, or they are somebody else. */
  self(userId: string, patientId: string): MyPersonRow | null;
}

export function createKnownPeople(): KnownPeople {
  const known = new Map<string, readonly MyPersonRow[]>();
  return {
    remember(userId, people) {
      known.delete(userId);
      known.set(userId, people);
      if (known.size > usersKept) known.delete(known.keys().next().value!);
    },
    self: (userId, patientId) => known.get(userId)?.find((one) => one.patientId === patientId && one.relation === 'self') ?? null,
  };
}
