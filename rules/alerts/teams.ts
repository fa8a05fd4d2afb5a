import type { Actor } from '../model/alert.ts';
import type { Channel, Directory, OnCallPerson, TeamContext, TeamKind } from '../model/patient.ts';
import { type RotaPerson, rotaAt, turnEndsAt } from '../model/rota.ts';
import type { Instant } from '../model/time.ts';
import type { PeopleContext, Reachable } from './recipients.ts';

function isOnCall(person: OnCallPerson, at: Instant): boolean {
  return person.fromAt <= at && (person.untilAt === null || at < person.untilAt);
}

function onDuty({ onCall, rota }: TeamContext, at: Instant): readonly RotaPerson[] {
  const named = onCall.filter((person) => isOnCall(person, at));
  return rota ? [...named, ...rotaAt(rota, at)] : named;
}

/** Teams of a kind and who is on duty there, each once, even if two teams name the same person. */
export function team(kind: TeamKind, people: PeopleContext, at: Instant): Reachable[] {
  const reached = new Map<string, Reachable>();
  const add = (as: 'team' | 'on-call', { id, name, channels }: { id: string; name: string; channels: readonly Channel[] }) => {
    if (channels.length > 0) reached.set(`${as}:${id}`, { recipient: { kind: as, id, name }, channels, sendAt: null });
  };
  for (const one of people.directory.teams) {
    if (one.kind !== kind || !people.patient.teamIds.includes(one.id)) continue;
    add('team', one);
    for (const person of onDuty(one, at)) add('on-call', person);
  }
  return [...reached.values()];
}

/** Somebody who stands on a rota of any team, on duty or not. */
export function onCallPerson({ teams }: Directory, id: string): RotaPerson | undefined {
  return teams.flatMap((one) => [...one.onCall, ...(one.rota?.people ?? [])]).find((person) => person.id === id);
}

/** When the turn of duty ends in which this person stands at `at`; null: they are on no rota now, or it has no end. */
export function dutyEndsAt(actor: Actor, { directory }: PeopleContext, at: Instant): Instant | null {
  const ends = directory.teams.flatMap(({ onCall, rota }) => [
    ...onCall.filter((one) => one.id === actor.id && isOnCall(one, at)).map(({ untilAt }) => untilAt),
    ...(rota && rotaAt(rota, at).some(({ id }) => id === actor.id) ? [turnEndsAt(rota, actor.id, at)] : []),
  ]);
  if (ends.length === 0 || ends.includes(null)) return null;
  return Math.max(...(ends as number[]));
}
