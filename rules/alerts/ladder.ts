import type { Actor, EscalationStep } from '../model/alert.ts';
import { type ContactContext, presenceAt } from '../model/patient.ts';
import { type Instant, localDate, localTime } from '../model/time.ts';
import { ask, stopWaitingForConfirmation } from './attempts.ts';
import { change, createTask, type Draft, record } from './draft.ts';
import { askedFirst } from './duty.ts';
import { family, type PassedOver } from './family.ts';
import { joinedPeople, othersThan } from './joined.ts';
import { joinedFirstMs, restartMs } from './limits.ts';
import { type Reachable, recipientsOf } from './recipients.ts';
import { restOf } from './resting.ts';
import { stepsOf } from './steps.ts';
import { levelNames } from './words.ts';

interface Firing {
  /** The deadline that put the step in force. */
  readonly dueAt?: Instant;
  /** Has just said that they cannot, and is not asked again. */
  readonly except?: Actor;
  /** Nobody has it any more: whoever has joined it is asked before the others. */
  readonly joinedFirst?: boolean;
}

/**
 * Puts step `first` in force, and those that are called together with it. A rung where nobody can be asked now is passed at once; past the last rung the alert waits and starts
 * again at the centre, so that no alert is ever without a deadline.
 */
export function fireStep(draft: Draft, first: number, firing: Firing = {}): void {
  const steps = stepsOf(draft.alert);
  // Whoever was asked before is no longer waited for.
  stopWaitingForConfirmation(draft, () => true);
  let somebody = false;
  for (let i = Math.max(0, first); i < steps.length; i++) {
    const step = steps[i] as EscalationStep;
    const familyHasIt = draft.alert.owner?.actor.tier === 'family' && (step.level === 'patient' || step.level === 'family');
    if (familyHasIt && i + 1 < steps.length) continue;
    change(draft, { step: i, stepDueAt: draft.at + step.waitMs, ...(draft.alert.heldBack && { heldBack: [] }) });
    record(draft, 'step', `Step ${i + 1} of ${steps.length}: ${levelNames[step.level]}.`, { dueAt: firing.dueAt });
    if (isOfCentre(step)) change(draft, { centreAskedAt: draft.alert.centreAskedAt ?? draft.at });
    somebody = callOut(draft, step, i, firing) || somebody;
    if (somebody && step.waitMs > 0) return;
  }
  change(draft, { step: steps.length - 1, stepDueAt: draft.at + Math.max(restartMs, steps.at(-1)?.waitMs ?? 0) });
}

/** Asks everybody on a rung; whether there was anybody who hears it now. Who hears it only after their quiet hours holds nothing up. */
function callOut(draft: Draft, step: EscalationStep, index: number, { except, joinedFirst }: Firing): boolean {
  const { passedOver, unchecked } =
    step.level === 'family' ? family(step, draft.alert, draft.people, draft.at) : { passedOver: [], unchecked: [] };
  for (const one of unchecked) uncheckedContact(draft, one, index);
  for (const sentence of new Set(passedOver.map((one) => notAsked(one, draft)))) record(draft, 'notification', sentence);
  const joined = joinedFirst ? joinedPeople(draft) : [];
  const all = [...joined, ...othersThan(joined, recipientsOf(step, draft.alert, draft.people, draft.at))];
  const reached = all.filter(({ recipient: { id } }) => id !== except?.id && restOf(draft.alert, id, draft.at) === null);
  const theirs = joined.filter((one) => reached.includes(one));
  const waits = theirs.length > 0 && draft.alert.severity !== 'high' && step.waitMs > 0;
  const first = waits ? theirs : askedFirst(step, draft.alert, reached, draft.people, draft.at);
  for (const one of first) ask(draft, index, one, 0);
  if (first.length < reached.length) holdBack(draft, step, first, reached, waits);
  if (reached.some((one) => one.sendAt === null)) return true;
  const onlyAtWork = passedOver.length > 0 && passedOver.every(({ because }) => because === 'work');
  const why =
    all.length === 0 && onlyAtWork ? 'Nobody at this step may be asked now' : whyNobody(draft, step, index, all.length, reached.length);
  record(draft, 'gap', `${why}; ${whatNext(draft, index)}.`);
  return false;
}

/** Whoever is on duty for the family has the first half of the step to themselves; whoever has joined, a minute at most. */
function holdBack(draft: Draft, step: EscalationStep, first: readonly Reachable[], all: readonly Reachable[], joined: boolean): void {
  const heldBack = all.filter((one) => !first.includes(one)).map(({ recipient }) => recipient.id);
  const half = Math.floor(step.waitMs / 2);
  change(draft, { heldBack, stepDueAt: draft.at + (joined ? Math.min(half, joinedFirstMs) : half) });
  record(
    draft,
    'notification',
    `${joined ? 'Has joined it' : 'On duty for the family'} and asked first: ${first.map(({ recipient }) => recipient.name).join(', ')}.`,
  );
}

/** Those of the step in force who were held back are asked now, as far as they can be; false: nobody is. */
function askTheOthers(draft: Draft, dueAt?: Instant): boolean {
  const { alert, people, at } = draft;
  const step = stepsOf(alert)[alert.step];
  if (!step || !alert.heldBack?.length) return false;
  const others = recipientsOf(step, alert, people, at).filter(
    ({ recipient: { id } }) => alert.heldBack?.includes(id) && restOf(alert, id, at) === null,
  );
  change(draft, { heldBack: [] });
  if (others.length === 0) return false;
  change(draft, { stepDueAt: at + Math.ceil(step.waitMs / 2) });
  record(draft, 'step', `The others${step.level === 'family' ? ' of the family' : ''} are asked as well.`, { dueAt });
  for (const one of others) ask(draft, alert.step, one, 0);
  return others.some(({ sendAt }) => sendAt === null);
}

/** A number that nobody has tried may be somebody else's: the alert does not rely on it, and a person has to check it. */
function uncheckedContact(draft: Draft, { id, name }: ContactContext, index: number): void {
  const { knownAs } = draft.people.patient;
  record(draft, 'notification', `${name} is not asked: no way to reach them has been checked.`);
  createTask(draft, 'unreachable', `s${index}/${id}/unchecked`, `${knownAs}: no way to reach ${name} has been checked.`);
}

/** Why a contact is not asked, and who is in their place. */
function notAsked({ contact: { name }, because, instead }: PassedOver, { at, people: { patient } }: Draft): string {
  if (because === 'work') return `${name} is at work and is not asked.`;
  const date = localDate(patient.zone, because.untilAt);
  const until = date === localDate(patient.zone, at) ? localTime(patient.zone, because.untilAt) : date;
  const others = [...new Set(instead)];
  const then = others.length === 0 ? 'nobody is asked in their place' : `asked instead: ${others.join(', ')}`;
  return `${name} cannot be asked until ${until} (${because.reason}); ${then}.`;
}

/** Asks professionals, so that the time to an answer counts. */
function isOfCentre({ level }: EscalationStep): boolean {
  return level === 'coordination' || level === 'rapid-response' || level === 'emergency';
}

function whatNext({ alert }: Draft, index: number): string {
  return index + 1 < alert.plan.steps.length ? 'going on at once' : 'the ladder starts again in a few minutes';
}

/** Why nobody hears of a rung now. Where that is a gap in what was agreed, somebody has to mend it. */
function whyNobody(draft: Draft, step: EscalationStep, index: number, all: number, reached: number): string {
  const { patient } = draft.people;
  if (reached > 0) return 'Nobody at this step may be disturbed now';
  if (all > 0) return 'Nobody else is at this step';
  if (step.level === 'patient' && presenceAt(patient, draft.at) !== 'home') return `${patient.knownAs} is not at home`;
  const missing = step.level === 'patient' ? 'no device at home that can speak' : `nobody to reach for ${levelNames[step.level]}`;
  createTask(draft, 'rota-gap', `s${index}`, `${patient.knownAs}: ${missing}.`);
  return `Nobody can be reached at this step (${levelNames[step.level]})`;
}

/** The rung from which the ladder starts again when everybody has been asked: the centre, or else the last rung. */
function restartStep(draft: Draft): number {
  const { steps } = draft.alert.plan;
  const centre = steps.findIndex((step) => step.level === 'coordination');
  return centre >= 0 ? centre : steps.length - 1;
}

/** The wait of the step in force is over: the next one, or the centre again. */
export function advance(draft: Draft, dueAt?: Instant): void {
  if (askTheOthers(draft, dueAt)) return;
  const { steps } = draft.alert.plan;
  const next = draft.alert.step + 1;
  if (next < steps.length) return fireStep(draft, next, { dueAt });
  const again = restartStep(draft);
  change(draft, { generation: draft.alert.generation + 1 });
  const from = steps[again] ? ` at ${levelNames[steps[again].level]}` : '';
  record(draft, 'step', `Nobody on the ladder has answered; it starts again${from}.`);
  fireStep(draft, again, { dueAt });
}

/**
 * Nobody on the step in force is left to answer: the next one before its time. Past the last rung the alert waits a little before it
 * starts again, or channels that fail at once would have it go round and round.
 */
export function passOn(draft: Draft, why: string): void {
  if (askTheOthers(draft)) return;
  const next = draft.alert.step + 1;
  record(draft, 'gap', `${why}; ${whatNext(draft, draft.alert.step)}.`);
  if (next < draft.alert.plan.steps.length) return fireStep(draft, next);
  const againAt = draft.at + restartMs;
  change(draft, { stepDueAt: Math.min(draft.alert.stepDueAt ?? againAt, againAt) });
}

/** Nobody holds it any more: the step in force is called out again, to whoever is on duty now. */
export function resume(draft: Draft, firing: Pick<Firing, 'except' | 'joinedFirst'> = {}): void {
  const steps = stepsOf(draft.alert);
  let first = draft.alert.step;
  while (first > 0 && steps[first - 1]?.waitMs === 0) first--;
  change(draft, { generation: draft.alert.generation + 1, owner: null, beforeAck: null });
  fireStep(draft, first, firing);
}

/** Open again after it had cleared. Everybody has heard that it was over: whoever is needed now is asked anew. */
export function reopen(draft: Draft): void {
  change(draft, { status: 'open', clearedAt: null, reviewDueAt: null, attempts: [] });
}
