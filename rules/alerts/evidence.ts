import { type Direction, type Evidence, type Severity, severities } from '../model/alert.ts';
import { ask } from './attempts.ts';
import { settle } from './closing.ts';
import { addEvidence, change, type Draft, record } from './draft.ts';
import { newsOfFollower } from './following.ts';
import { fireStep, reopen, resume } from './ladder.ts';
import { mayBeTold } from './recipients.ts';
import { isOtherWay } from './resting.ts';
import { breakSnoozes, callOutAgain } from './snooze.ts';
import { tellOwner } from './telling.ts';

/** `severities` are named from the gravest down. */
const isGraver = (a: Severity, b: Severity) => severities.indexOf(a) < severities.indexOf(b);

/** After it had cleared: the ladder from its foot, whoever held it. */
function recur(draft: Draft, what: string): void {
  record(draft, 'recurred', `It has happened again: ${what}`);
  tellOwner(draft, 'reminder', what);
  reopen(draft);
  change(draft, { owner: null, beforeAck: null, generation: draft.alert.generation + 1 });
  fireStep(draft, 0);
}

/** What was deferred out of regard for somebody's night goes out now. */
function breakQuietHours(draft: Draft): void {
  for (const { step, recipient, channels, channel, message } of draft.alert.attempts.filter(({ fate }) => fate === 'planned'))
    if (mayBeTold(recipient, draft.people, draft.at)) ask(draft, step, { recipient, channels, sendAt: null, message }, channel);
}

interface Raised {
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly severity?: Severity;
  readonly direction?: Direction;
}

/** The scenario has raised again: the same episode, and perhaps a graver one. */
export function raisedAgain(draft: Draft, { reason, evidence, severity, direction }: Raised): void {
  const graver = severity !== undefined && isGraver(severity, draft.alert.severity);
  const known = (fact: Evidence) => draft.alert.evidence.some(({ text, at }) => text === fact.text && at === fact.at);
  const breaks = graver || isOtherWay(draft.alert, direction) || !evidence.every(known);
  addEvidence(draft, evidence);
  if (direction) change(draft, { direction });
  if (graver) change(draft, { severity });
  const rested = breaks && newsOfFollower(draft, reason, graver || draft.alert.status === 'cleared');
  if (draft.alert.status === 'cleared') {
    change(draft, { reason });
    return recur(draft, reason);
  }
  record(draft, graver ? 'worsened' : 'evidence', reason);
  tellOwner(draft, 'reminder', reason);
  const broken = breaks ? breakSnoozes(draft, reason) : [];
  if (!graver) return rested ? resume(draft) : callOutAgain(draft, broken);
  change(draft, { reason });
  resume(draft);
  if (severity === 'high') breakQuietHours(draft);
}

interface Fact {
  readonly evidence: Evidence;
  readonly worse: boolean;
  readonly direction?: Direction;
}

/**
 * One more fact. A worse one breaks an acknowledgement and wakes a cleared alert; a ladder that runs is not set back by it. A snooze is
 * broken by it too, and by a value that has left its limits the other way.
 */
export function moreEvidence(draft: Draft, { evidence, worse, direction }: Fact): void {
  const turned = isOtherWay(draft.alert, direction);
  addEvidence(draft, [evidence]);
  if (direction) change(draft, { direction });
  record(draft, worse ? 'worsened' : 'evidence', evidence.text);
  if (!worse && !turned) return;
  const rested = newsOfFollower(draft, evidence.text, worse || draft.alert.status === 'cleared');
  if (draft.alert.status === 'cleared') return recur(draft, evidence.text);
  tellOwner(draft, 'reminder', evidence.text);
  const broken = breakSnoozes(draft, evidence.text);
  if ((worse || rested) && draft.alert.owner !== null) {
    if (draft.alert.stepDueAt === null) return resume(draft);
    change(draft, { owner: null, beforeAck: null });
  }
  callOutAgain(draft, broken);
}

/** The patient has called for help, which is an alert of its own: nobody rests any more from what was put off before. */
export function calledForHelp(draft: Draft, text: string): void {
  const rested = newsOfFollower(draft, text, false);
  const broken = breakSnoozes(draft, text);
  if (rested) return resume(draft);
  if (broken.length > 0) tellOwner(draft, 'reminder', text);
  callOutAgain(draft, broken);
}

/** "I'm OK": clears what was agreed to be cleared by it, never an urgent alert; said before the alert, it says nothing about it. */
export function patientOk(draft: Draft, text: string, saidAt: number): void {
  record(draft, 'patient-ok', text);
  const { plan, severity, openedAt } = draft.alert;
  if (plan.okClears && severity !== 'high' && saidAt >= openedAt) settle(draft, text);
}
