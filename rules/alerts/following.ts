import { type Actor, type AlertState, type Following, type Owner, severities } from '../model/alert.ts';
import { stopWaitingForConfirmation } from './attempts.ts';
import { closeWithLeader } from './closing.ts';
import { change, type Draft, record } from './draft.ts';
import { resume } from './ladder.ts';
import { wholeSnooze } from './resting.ts';
import { endWhole } from './snooze.ts';

export function isFollowing(alert: AlertState): boolean {
  return (alert.follows ?? null) !== null;
}

/** Somebody has the other alert, and this one with it. */
export function restsWithAnother(alert: AlertState): boolean {
  return alert.follows != null && alert.follows.rests !== 'no';
}

/**
 * Why an alert cannot follow another one of `open`; null when it can. The graver one never follows, and what others follow follows nothing:
 * nobody has to look further than one step to see who has an alert.
 */
export function mergeRefusal(alert: AlertState, into: string, open: readonly AlertState[]): string | null {
  const leader = open.find(({ id }) => id === into);
  if (into === alert.id) return 'An alert cannot be merged into itself.';
  if (!leader) return 'There is no such open alert of this patient.';
  if (isFollowing(leader)) return 'That alert follows another one itself; merge into that one.';
  if (open.some(({ follows }) => follows?.into === alert.id)) return 'Other alerts follow this one; separate them first.';
  if (severities.indexOf(leader.severity) > severities.indexOf(alert.severity))
    return 'The graver alert cannot follow the lesser one; merge them the other way round.';
  return leader.status === 'cleared' && alert.status === 'open' ? 'That alert has cleared, and this one has not.' : null;
}

/** From now on it follows another alert; what that means for its ladder is said by `leaderChanged`, which comes next. */
export function follow(draft: Draft, actor: Actor, into: string): void {
  change(draft, { follows: { into, actor, sinceAt: draft.at, rests: 'no' } });
  record(draft, 'merged', `${actor.name} has merged it into another alert: they are seen to and closed together.`, { actor });
}

/** It stands by itself again. Whoever had both has both, until their time ends. */
export function separate(draft: Draft, why: string, actor?: Actor): void {
  change(draft, { follows: null });
  record(draft, 'unmerged', why, { actor });
}

/**
 * News of an alert that follows: graver or worse news makes it a matter of its own again, and no news waits for the end of another alert's
 * snooze. True: it rested with a snooze, and must be called out.
 */
export function newsOfFollower(draft: Draft, what: string, graver: boolean): boolean {
  const { follows } = draft.alert;
  if (!follows || (!graver && follows.rests !== 'snoozed')) return false;
  separate(draft, `It no longer follows the other alert: ${what}`);
  return follows.rests === 'snoozed';
}

/** The alert that this one follows has changed: its lease is this one's lease, its end by a person is this one's end. */
export function leaderChanged(draft: Draft, leader: AlertState, by: Actor | null): void {
  const { follows } = draft.alert;
  if (!follows) return;
  if (leader.status === 'closed') return ended(draft, leader, by);
  const owner = leader.owner?.actor.tier === 'professional' ? leader.owner : null;
  if (owner) restWith(draft, follows, owner, wholeSnooze(leader) ? 'snoozed' : 'held');
  else if (follows.rests !== 'no') restIsOver(draft, follows);
}

function ended(draft: Draft, { outcome }: AlertState, by: Actor | null): void {
  if (by && outcome && outcome.code !== 'prompt-sufficed') return closeWithLeader(draft, by, { ...outcome, code: outcome.code });
  separate(draft, 'The alert that it followed has ended by itself; this one has not.');
}

function restWith(draft: Draft, follows: Following, { actor, untilAt }: Owner, rests: 'held' | 'snoozed'): void {
  const { owner } = draft.alert;
  if (follows.rests === rests && owner?.actor.id === actor.id && owner.untilAt === untilAt) return;
  endWhole(draft, 'it follows another alert.');
  stopWaitingForConfirmation(draft, () => true);
  change(draft, {
    owner: { actor, sinceAt: draft.at, untilAt },
    beforeAck: null,
    stepDueAt: null,
    centreAskedAt: null,
    follows: { ...follows, rests },
  });
  record(draft, 'acknowledged', `${actor.name} has it together with the alert that it follows.`, { actor });
}

/** Its own deadline found the lease of both over, before the other alert's did. */
export function leaseOfBothIsOver(draft: Draft): void {
  const { follows } = draft.alert;
  if (restsWithAnother(draft.alert) && follows) change(draft, { follows: { ...follows, rests: 'no' } });
}

function restIsOver(draft: Draft, follows: Following): void {
  change(draft, { follows: { ...follows, rests: 'no' } });
  const again = draft.alert.status === 'open';
  record(draft, 'lease-expired', `Nobody has the alert that it follows any more${again ? '; it is called out again' : ''}.`);
  if (again) return resume(draft, { joinedFirst: true });
  change(draft, { owner: null, beforeAck: null });
}
