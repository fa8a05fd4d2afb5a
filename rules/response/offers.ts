import type { Actor } from '../model/alert.ts';
import { minute } from '../model/time.ts';
import { chooseUnit } from './choose.ts';
import { change, clock, type JobDraft, tellAlert, tellCentre } from './draft.ts';
import { type Job, offerMs, overflowMs } from './job.ts';
import type { Unit } from './unit.ts';

/** Asks the best unit that has not been asked; without one, the job is the centre's matter at once. */
export function offerNext(draft: JobDraft): void {
  const { unit } = chooseUnit(draft.around.units, draft.around.places, { ...draft.job, asked: askedUnits(draft.job) });
  if (unit) return makeOffer(draft, unit);
  change(draft, { state: 'overflow', tellAt: draft.at + overflowMs });
  tellAlert(draft, 'No unit is left to be asked for the visit; the centre is told.');
  tellCentre(draft, `overflow/${draft.job.version}`, 'nobody can be sent for the visit. Send a unit yourself, or find another way.');
}

/** Units that said no or nothing. A unit from which it was withdrawn may be asked again. */
const askedUnits = ({ offers }: Job): ReadonlySet<string> =>
  new Set(offers.filter(({ answer }) => answer !== 'withdrawn').map(({ unitId }) => unitId));

const offerKey = (n: number): string => `offer/${n}`;

function makeOffer(draft: JobDraft, unit: Unit): void {
  const { job, at } = draft;
  const untilAt = at + (draft.around.offerMs ?? offerMs);
  const offer = { unitId: unit.id, unitName: unit.name, offeredAt: at, untilAt, answer: null, reason: '' };
  change(draft, { state: 'offered', tellAt: null, offers: [...job.offers, offer] });
  tellAlert(draft, `The visit is offered to ${unit.name}.`);
  const text = `A visit is offered to ${unit.name}. Please answer by ${clock(draft, untilAt)}.`;
  draft.effects.push({ type: 'tell-unit', unitId: unit.id, key: offerKey(draft.job.offers.length), text, untilAt });
}

/** The answer to the pending offer; whoever was asked and did not answer it themselves hears no more of it. */
export function settleOffer(draft: JobDraft, answer: 'accepted' | 'declined' | 'timed-out' | 'withdrawn', reason = ''): void {
  const { offers } = draft.job;
  const index = offers.findIndex((offer) => offer.answer === null);
  if (index < 0) return;
  const offer = offers[index]!;
  change(draft, { offers: offers.with(index, { ...offer, answer, reason }) });
  if (answer !== 'accepted') draft.effects.push({ type: 'take-back', key: offerKey(index + 1), unitId: offer.unitId });
}

/** Why a unit cannot be asked; null: it can. */
export function unfit(draft: JobDraft, unitId: string): string | null {
  const unit = draft.around.units.find(({ id }) => id === unitId);
  if (!unit) return 'There is no such unit.';
  if (unit.crew.length === 0) return `Nobody is on duty with ${unit.name}.`;
  if (unit.jobId !== null && unit.jobId !== draft.job.id) return `${unit.name} has another job.`;
  return null;
}

/** Asks this unit; why it cannot be asked, null: it is. */
export function askUnit(draft: JobDraft, unitId: string): string | null {
  const why = unfit(draft, unitId);
  if (why !== null) return why;
  makeOffer(draft, draft.around.units.find(({ id }) => id === unitId)!);
  return null;
}

/** The unit no longer has it: the next one is asked. */
export function giveBack(draft: JobDraft, why: string, by: Actor | null): void {
  const { job } = draft;
  const offers = job.offers.map((offer) => (offer.answer === 'accepted' ? { ...offer, answer: 'declined' as const, reason: why } : offer));
  change(draft, { unit: null, offers, told: job.told.filter((key) => key.startsWith('arrive')) });
  tellAlert(draft, `${why} The next unit is asked.`, by, 'resume');
  tellCentre(draft, `given-back/${job.hold}`, `${why} The next unit is asked.`);
  offerNext(draft);
}

/** A unit may have come or become free meanwhile; until then the centre is reminded. */
export function overflow(draft: JobDraft): void {
  const { job, at, around } = draft;
  const { unit } = chooseUnit(around.units, around.places, { ...job, asked: askedUnits(job) });
  if (unit) return makeOffer(draft, unit);
  if (job.tellAt === null || job.tellAt > at) return;
  change(draft, { tellAt: at + overflowMs });
  const minutes = Math.floor((at - job.requestedAt) / minute);
  tellCentre(draft, `overflow/${job.version}`, `still nobody has taken the visit, ${minutes} minutes after it was decided.`);
}
