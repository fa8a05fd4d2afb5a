import type { Instant } from '../model/time.ts';
import { crewSaid } from './crew.ts';
import { asActor, change, clock, type JobDraft, type JobEffect, type JobInput, type Surroundings, tellAlert, tellCentre } from './draft.ts';
import { heldUntil, isOver, type Job, jobWakeAt, marksToTell, type Person, pendingOffer } from './job.ts';
import { askUnit, giveBack, offerNext, overflow, settleOffer, unfit } from './offers.ts';

export interface Decided {
  readonly job: Job;
  readonly effects: readonly JobEffect[];
  readonly wakeAt: Instant | null;
  /** Why it was not done, or had no effect, in one sentence; null: it was. */
  readonly refused: string | null;
}

/** One input on one job. Pure. What is refused changes nothing, except that a crew's event is kept. */
export function decide(job: Job, input: JobInput, around: Surroundings): Decided {
  const draft: JobDraft = { job, at: input.at, effects: [], around };
  const refused = apply(draft, input);
  if (draft.job !== job) change(draft, { version: job.version + 1 });
  return { job: draft.job, effects: draft.effects, wakeAt: jobWakeAt(draft.job), refused };
}

function apply(draft: JobDraft, input: JobInput): string | null {
  switch (input.type) {
    case 'requested':
      return requested(draft, input.unitId);
    case 'crew':
      return crewSaid(draft, input);
    case 'offer':
      return offerTo(draft, input.unitId, input.by);
    case 'cancel':
      return cancel(draft, input.by, input.reason);
    case 'duty-ended':
      dutyEnded(draft, input.unitId, input.said);
      return null;
    case 'look':
      look(draft);
      return null;
  }
}

function requested(draft: JobDraft, unitId: string | null): string | null {
  const { job } = draft;
  const what = job.urgency === 'visit' ? 'A visit' : 'Urgent community response';
  const late = job.clocks.outsideHours ? ' It is outside the hours of urgent community response, 08:00 to 20:00.' : '';
  const who = job.requestedBy;
  tellAlert(draft, `${what} is decided: ${job.reason} There by ${clock(draft, job.clocks.arriveByAt)}.${late}`, who && asActor(who));
  if (late !== '') tellCentre(draft, 'outside-hours', `urgent community response was asked for outside its hours, 08:00 to 20:00.`);
  if (unitId === null) {
    offerNext(draft);
    return null;
  }
  return askUnit(draft, unitId);
}

function offerTo(draft: JobDraft, unitId: string, by: Person): string | null {
  const { job } = draft;
  if (isOver(job)) return 'The job is over.';
  if (job.unit) return `${job.unit.name} has it.`;
  const why = pendingOffer(job)?.unitId === unitId ? 'It is being asked already.' : unfit(draft, unitId);
  if (why !== null) return why;
  settleOffer(draft, 'withdrawn', `${by.name} asks another unit.`);
  return askUnit(draft, unitId);
}

function cancel(draft: JobDraft, by: Person, reason: string): string | null {
  const { job, at } = draft;
  if (isOver(job)) return 'The job is over.';
  const asked = pendingOffer(job);
  settleOffer(draft, 'withdrawn', reason);
  // The offer may have reached them, or be just about to.
  if (asked) {
    const text = `The visit that was offered to ${asked.unitName} is called off. Nothing is asked of you any more.`;
    draft.effects.push({ type: 'tell-unit', unitId: asked.unitId, key: `called-off/${job.offers.length}`, text, untilAt: null });
  }
  if (job.unit) tellHolder(draft, 'cancelled', 'The visit is cancelled. Please look at your jobs.');
  change(draft, { state: 'cancelled', tellAt: null, cancelled: { reason, at, by }, endedAt: at });
  tellAlert(draft, `${by.name} has cancelled the visit: ${reason}`, asActor(by), 'resume');
  return null;
}

function tellHolder({ job, effects }: JobDraft, key: string, text: string): void {
  effects.push({ type: 'tell-unit', unitId: job.unit!.id, key: `${key}/${job.hold}`, text, untilAt: null });
}

/** Of which the centre is told once in a hold, as of a mark of the clocks. */
const overtime = 'overtime';

function dutyEnded(draft: JobDraft, unitId: string, said: boolean): void {
  const { job } = draft;
  if (isOver(job)) return;
  const pending = pendingOffer(job);
  if (pending?.unitId === unitId) {
    settleOffer(draft, 'withdrawn', 'Off duty.');
    return offerNext(draft);
  }
  if (job.unit?.id !== unitId) return;
  const there = job.state === 'arrived' || job.state === 'access-gained';
  // Nobody leaves a person because the clock says so.
  if (there && !said) {
    if (job.told.includes(overtime)) return;
    change(draft, { told: [...job.told, overtime] });
    return tellCentre(draft, `overtime/${job.hold}`, `${job.unit.name} is still there, and their turn of duty is over.`);
  }
  giveBack(draft, `${job.unit.name} has gone off duty with the visit open.`, null);
}

/** Everything of this job that is due. */
function look(draft: JobDraft): void {
  const { at } = draft;
  if (isOver(draft.job)) return;
  const offer = pendingOffer(draft.job);
  if (offer && offer.untilAt <= at) {
    settleOffer(draft, 'timed-out');
    tellAlert(draft, `${offer.unitName} has not answered.`);
    offerNext(draft);
  } else if (draft.job.state === 'overflow') overflow(draft);
  else if (draft.job.unit && draft.job.tellAt !== null && draft.job.tellAt <= at) nothingHeard(draft);
  tellMarks(draft);
}

function nothingHeard(draft: JobDraft): void {
  const { job, at } = draft;
  tellCentre(draft, `silent/${job.version}`, `nothing has been heard from ${job.unit!.name} for a while. Please call them.`);
  tellAlert(draft, `Nothing has been heard from ${job.unit!.name} for a while; the centre is told.`);
  change(draft, { tellAt: heldUntil(job, at) });
}

const promises = { 'arrive-by': 'be there', 'arrive-at-latest': 'be there at the latest', 'access-by': 'be inside' } as const;

function tellMarks(draft: JobDraft): void {
  const due = marksToTell(draft.job).filter(({ at }) => at <= draft.at);
  if (due.length === 0) return;
  change(draft, { told: [...draft.job.told, ...due.map(({ key }) => key)] });
  const missed = due.filter(({ kind }) => kind === 'missed');
  // What was found late is told once, as it stands.
  for (const { name, kind, dueAt, key } of due) {
    if (kind === 'warning' && missed.some((other) => other.name === name)) continue;
    const text = `somebody was to ${promises[name]} by ${clock(draft, dueAt)}`;
    if (kind === 'missed') tellAlert(draft, `Not kept: ${text}.`);
    tellCentre(draft, `${key}/${draft.job.hold}`, kind === 'missed' ? `${text}, and is not.` : `${text.replace('was to', 'is to')}.`);
  }
}
