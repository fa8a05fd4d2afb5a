import type { Actor, AlertState } from '../model/alert.ts';
import { change, type Draft, record } from './draft.ts';
import { type Reachable, wayTo } from './recipients.ts';

const is = (a: Actor, b: Actor) => a.kind === b.kind && a.id === b.id;

export function hasJoined(alert: AlertState, actor: Actor): boolean {
  return alert.joined?.some((one) => is(one.actor, actor)) ?? false;
}

/** A second pair of eyes: who has the alert still has it. */
export function join(draft: Draft, actor: Actor): void {
  change(draft, { joined: [...(draft.alert.joined ?? []), { actor, sinceAt: draft.at }] });
  record(draft, 'joined', `${actor.name} has joined ${draft.alert.owner?.actor.name ?? 'it'}.`, { actor });
}

export function leave(draft: Draft, actor: Actor): void {
  forgetJoined(draft, actor);
  record(draft, 'left', `${actor.name} has left it.`, { actor });
}

/** Whoever has it, or cannot see to it, has not merely joined it. */
export function forgetJoined(draft: Draft, actor: Actor): void {
  if (hasJoined(draft.alert, actor)) change(draft, { joined: draft.alert.joined?.filter((one) => !is(one.actor, actor)) ?? [] });
}

/** How those who have joined are asked: by their own ways where a rota names them, otherwise on the console at which they joined. */
export function joinedPeople({ alert, people, at }: Draft): readonly Reachable[] {
  return (alert.joined ?? []).map(
    ({ actor }) =>
      wayTo(actor, people, at) ?? {
        recipient: { kind: actor.kind === 'on-call' ? 'on-call' : 'user', id: actor.id, name: actor.name },
        channels: [{ kind: 'console', address: '' }],
        sendAt: null,
      },
  );
}

/** Those of `all` who are not among `some`. */
export function othersThan(some: readonly Reachable[], all: readonly Reachable[]): readonly Reachable[] {
  return all.filter(({ recipient }) => !some.some((one) => one.recipient.kind === recipient.kind && one.recipient.id === recipient.id));
}
