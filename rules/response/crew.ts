import { localTime } from '../model/time.ts';
import { asActor, change, clock, type JobDraft, type JobInput, tellAlert, tellCentre } from './draft.ts';
import { furthest, heldUntil, isOver, type Job, pendingOffer, type Report, shownAt } from './job.ts';
import { giveBack, offerNext, settleOffer } from './offers.ts';

type Said = Extract<JobInput, { type: 'crew' }>;

/**
 * What somebody of a crew said, perhaps late and in any order; the same event twice is once. The first unit whose word is stored has the job.
 * Everything is kept; why something had no effect is the answer.
 */
export function crewSaid(draft: JobDraft, said: Said): string | null {
  if (draft.job.reports.some(({ event }) => event.id === said.event.id)) return null;
  const why = whyNot(draft, said);
  if (why !== null || isAnswerBeforeHolding(draft.job, said)) {
    keep(draft, said, null);
    if (why === null) declinesOffer(draft, said);
    return why;
  }
  if (draft.job.unit === null) take(draft, said);
  const report = keep(draft, said, draft.job.hold);
  follow(draft, report);
  return null;
}

const isAnswerBeforeHolding = ({ unit }: Job, { event }: Said): boolean =>
  unit === null && (event.type === 'decline' || event.type === 'note');

function whyNot({ job, around }: JobDraft, { unitId, event }: Said): string | null {
  const own = job.unit?.id === unitId;
  if (isOver(job) && own && event.type !== 'decline') return null;
  if (isOver(job)) return job.state === 'cancelled' ? 'The visit was cancelled.' : 'The visit is over.';
  if (job.unit) return own ? null : `${job.unit.name} has it.`;
  const pending = pendingOffer(job)?.unitId === unitId;
  if (event.type === 'decline') return pending ? null : 'It is not offered to your unit any more.';
  if (event.type === 'note') return null;
  const unit = around.units.find(({ id }) => id === unitId);
  if (unit && unit.jobId !== null && unit.jobId !== job.id) return 'Your unit has another job.';
  const wasAsked = job.offers.some((offer) => offer.unitId === unitId && offer.answer !== 'withdrawn');
  // Whoever comes forward for a job that nobody takes is welcome.
  return wasAsked || job.state === 'overflow' ? null : 'It is not offered to your unit.';
}

function keep(draft: JobDraft, { event, unitId, by, at }: Said, hold: number | null): Report {
  const report = { event, receivedAt: at, unitId, by, hold };
  change(draft, { reports: [...draft.job.reports, report] });
  return report;
}

function declinesOffer(draft: JobDraft, { event, by }: Said): void {
  if (event.type !== 'decline') return tellAlert(draft, noteText(draft, event, by.name), asActor(by));
  const { unitName } = pendingOffer(draft.job)!;
  settleOffer(draft, 'declined', event.reason);
  tellAlert(draft, `${unitName} cannot take the visit: ${event.reason}`, asActor(by));
  offerNext(draft);
}

const noteText = (draft: JobDraft, event: Said['event'], name: string): string => {
  const text = 'text' in event ? event.text : '';
  return `${name} notes at ${clock(draft, event.at)}: ${text}`;
};

/** The unit has it from now on, whatever it says first. */
function take(draft: JobDraft, { unitId, by, at }: Said): void {
  const { job, around } = draft;
  const name = around.units.find(({ id }) => id === unitId)?.name ?? job.offers.find((one) => one.unitId === unitId)?.unitName ?? unitId;
  if (pendingOffer(job)?.unitId === unitId) settleOffer(draft, 'accepted');
  else {
    settleOffer(draft, 'withdrawn', `${name} has it.`);
    const late = draft.job.offers.findLastIndex((offer) => offer.unitId === unitId);
    if (late >= 0)
      change(draft, { offers: draft.job.offers.with(late, { ...draft.job.offers[late]!, answer: 'accepted', reason: 'late' }) });
  }
  change(draft, { unit: { id: unitId, name }, state: 'accepted', hold: job.hold + 1 });
  const untilAt = heldUntil(draft.job, at);
  change(draft, { tellAt: untilAt });
  tellAlert(draft, `${name} has accepted the visit.`, asActor(by), untilAt);
}

/** What follows from a word of the crew that has the job. */
function follow(draft: JobDraft, report: Report): void {
  const { event, by } = report;
  const actor = asActor(by);
  const name = draft.job.unit!.name;
  const { at: shown, isDeviceTime } = shownAt(report, draft.job);
  const when = `${localTime(draft.job.zone, shown)}${isDeviceTime ? '' : ' (time received)'}`;
  if (event.type === 'decline') return giveBack(draft, `${name} gives the visit back: ${event.reason}`, actor);
  if (event.type === 'complete') return complete(draft, report);
  const over = isOver(draft.job);
  if (!over) change(draft, { state: furthest(draft.job) });
  const untilAt = heldUntil(draft.job, draft.at);
  if (!over) change(draft, { tellAt: untilAt });
  const rest = over ? null : untilAt;
  switch (event.type) {
    case 'accept':
      return;
    case 'on-the-way':
      return tellAlert(draft, `${name} is on the way, ${when}.`, actor, rest);
    case 'arrived':
      return tellAlert(draft, `${name} has arrived, ${when}.`, actor, rest);
    case 'access-gained':
      return tellAlert(draft, `${name} is inside, ${when} (${event.how.replaceAll('-', ' ')}).`, actor, rest);
    case 'note':
      return tellAlert(draft, noteText(draft, event, by.name), actor, rest);
    case 'no-access':
      tellAlert(draft, `${name} cannot get in, ${when}: ${event.text}`, actor, rest);
      if (!over) tellCentre(draft, `no-access/${event.id}`, `${name} is at the door and cannot get in: ${event.text}`);
  }
}

/** A crew that comes to tell of a visit which was cancelled meanwhile has made it all the same. */
function complete(draft: JobDraft, report: Report): void {
  const { event, by } = report;
  if (event.type !== 'complete' || draft.job.outcome) return;
  const { outcome: code, note, closesAlert } = event;
  const { at } = shownAt(report, draft.job);
  const state = draft.job.state === 'cancelled' ? 'cancelled' : 'completed';
  change(draft, { state, tellAt: null, outcome: { code, note, at, by }, endedAt: draft.job.endedAt ?? draft.at });
  const said = `The visit is over, ${clock(draft, at)}: ${code.replaceAll('-', ' ')}.${note === '' ? '' : ` ${note}`}`;
  tellAlert(draft, said, asActor(by), closesAlert ? null : 'resume');
  if (closesAlert) draft.effects.push({ type: 'close-alert', actor: asActor(by), outcome: code, note });
}
