import type { TeamContext } from '../../rules/model/patient.ts';
import { turnsBetween } from '../../rules/model/rota.ts';
import { day, type Instant, minute } from '../../rules/model/time.ts';
import type { WatchView } from '../contract/watch.ts';
import { type SoundTestRow, soundTestLastsMs } from '../store/watch.ts';
import { iso, isoOrNull } from './instant.ts';

/** Whoever comes a little before their turn tests the sound for it. */
const earlyMs = 30 * minute;

interface DutyTurn {
  readonly userId: string;
  readonly name: string;
  readonly fromAt: Instant;
  /** null: not within a day. */
  readonly untilAt: Instant | null;
}

/** Who is on duty at the centre at `at`, once each; of several turns the one that ends last. */
function turnsOfCentre(teams: readonly TeamContext[], at: Instant): DutyTurn[] {
  const found = teams
    .filter(({ kind }) => kind === 'coordination')
    .flatMap(({ onCall, rota }): DutyTurn[] => [
      ...onCall
        .filter(({ fromAt, untilAt }) => fromAt <= at && (untilAt === null || at < untilAt))
        .map(({ id, name, fromAt, untilAt }) => ({ userId: id, name, fromAt: Math.max(fromAt, at - day), untilAt })),
      ...(rota ? turnsBetween(rota, at - day, at + day) : [])
        .filter(({ fromAt, toAt }) => fromAt <= at && at < toAt)
        .map(({ personId, fromAt, toAt }) => ({
          userId: personId,
          name: rota?.people.find(({ id }) => id === personId)?.name ?? personId,
          fromAt,
          untilAt: toAt < at + day ? toAt : null,
        })),
    ]);
  const last = found.toSorted((a, b) => (a.untilAt ?? Number.POSITIVE_INFINITY) - (b.untilAt ?? Number.POSITIVE_INFINITY));
  return [...new Map(last.map((turn) => [turn.userId, turn])).values()];
}

/**
 * Who of the centre is on duty at `at`, and whether they have listened for the alarm in this turn, by name. `users`: ids of those who sign in;
 * whoever is merely rung sits at no console. `tests`: newest first.
 */
export function onDutyView(
  teams: readonly TeamContext[],
  users: ReadonlySet<string>,
  tests: readonly SoundTestRow[],
  at: Instant,
): WatchView['onDuty'] {
  return turnsOfCentre(teams, at)
    .filter(({ userId }) => users.has(userId))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ userId, name, fromAt, untilAt }) => {
      const test = tests.find((one) => one.userId === userId && one.at >= fromAt - earlyMs && at - one.at < soundTestLastsMs);
      return {
        userId,
        name,
        fromAt: iso(fromAt),
        untilAt: isoOrNull(untilAt),
        test: test ? { at: iso(test.at), heard: test.heard } : null,
      };
    });
}
