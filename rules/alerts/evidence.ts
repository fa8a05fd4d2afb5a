import { type Evidence, type Severity, severities } from '../model/alert.ts';
import { ask } from './attempts.ts';
import { settle } from './closing.ts';
import { addEvidence, change, type Draft, record } from './draft.ts';
import { fireStep, reopen, resume } from './ladder.ts';
import { mayBeTold } from './recipients.ts';
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

/** The scenario has raised again: the same episode, and perhaps a graver one. */
export function raisedAgain(draft: Draft, raised: { reason: string; evidence: readonly Evidence[]; severity?: Severity }): void {
  const { reason, evidence, severity } = raised;
  const graver = severity !== undefined && isGraver(severity, draft.alert.severity);
  addEvidence(draft, evidence);
  if (graver) change(draft, { severity });
  if (draft.alert.status === 'cleared') {
    change(draft, { reason });
    return recur(draft, reason);
  }
  record(draft, graver ? 'worsened' : 'evidence', reason);
  tellOwner(draft, 'reminder', reason);
  if (!graver) return;
  change(draft, { reason });
  resume(draft);
  if (severity === 'high') breakQuietHours(draft);
}

/** One more fact. A worse one breaks an acknowledgement and wakes a cleared alert; a ladder that runs is not set back by it. */
export function moreEvidence(draft: Draft, evidence: Evidence, worse: boolean): void {
  addEvidence(draft, [evidence]);
  record(draft, worse ? 'worsened' : 'evidence', evidence.text);
  if (!worse) return;
  if (draft.alert.status === 'cleared') return recur(draft, evidence.text);
  if (draft.alert.owner === null) return;
  tellOwner(draft, 'reminder', evidence.text);
  if (draft.alert.stepDueAt === null) resume(draft);
  else change(draft, { owner: null, beforeAck: null });
}

/** "I'm OK": clears what was agreed to be cleared by it, never an urgent alert; said before the alert, it says nothing about it. */
export function patientOk(draft: Draft, text: string, saidAt: number): void {
  record(draft, 'patient-ok', text);
  const { plan, severity, openedAt } = draft.alert;
  if (plan.okClears && severity !== 'high' && saidAt >= openedAt) settle(draft, text);
}
