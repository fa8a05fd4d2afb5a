import type pg from 'pg';
import type { Logger } from 'pino';
import { auditTime, BehaviorSubject, concatMap, defer, merge, type Observable, retry, switchMap, timer } from 'rxjs';
import { day, type Instant, localDate, nextWallClock } from '../rules/model/time.ts';
import { dayAndMonth, listed } from '../rules/scenarios/words.ts';
import type { Clock } from './clock.ts';
import type { Purpose } from './contract/relations.ts';
import type { ContextChanges } from './ports.ts';
import { consentsEnding, type EndingConsent, endDueConsents, nextConsentEnd } from './store/consent-ends.ts';
import { inTransaction } from './store/transaction.ts';
import { recordUpkeep, type UpkeepFound } from './store/upkeep-tasks.ts';
import { write } from './store/write.ts';

/** Long enough to sit down with the patient, or with those who decide for them. */
const reviewAheadMs = 14 * day;
const country = 'Europe/London';
/** Before the day begins: who reviews sees it in the morning. */
const lookAt = '06:00';
/** Many changes at once are one look; an end is never missed by more. */
const gatherMs = 200;
const retryMs = 1_000;

export const consentReviewKind = 'consent-review';

export interface ConsentWatchOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly changes: Pick<ContextChanges, 'patientChanged'>;
  /** Patients of whom something has been changed: perhaps a permission with an end. */
  readonly patientsChanged$: Observable<string>;
}

/**
 * Ends permissions at their end, by the care clock; what has ended while no gateway ran ends as it starts. Two weeks ahead it makes a task to
 * review them, once for each contact. Never gives up.
 */
export function watchConsents({ pool, clock, log, changes, patientsChanged$ }: ConsentWatchOptions): { close(): void } {
  const next$ = new BehaviorSubject<Instant>(clock.now());
  const due$ = next$.pipe(switchMap((at) => timer(Math.max(0, at - clock.now()), clock.scheduler)));
  const look = async (): Promise<Instant> => {
    const at = clock.now();
    const { changed } = await write(pool, { at, actor: 'consent' }, endDueConsents);
    await Promise.all(changed.patientIds.map((id) => changes.patientChanged(id)));
    const ending = await consentsEnding(pool, at + reviewAheadMs, reviewAheadMs);
    const looked = { kinds: [consentReviewKind], subjects: null };
    await inTransaction(pool, '', (db) => recordUpkeep(db, looked, reviewsOf(ending), at));
    const morning = nextWallClock(country, at + 1, lookAt);
    return Math.min(morning, (await nextConsentEnd(pool)) ?? morning);
  };
  const again = (error: Error) => {
    log.warn({ err: error }, 'permissions that end could not be looked at');
    return timer(retryMs, clock.wallScheduler);
  };
  const looks = merge(due$, patientsChanged$.pipe(auditTime(gatherMs, clock.wallScheduler)))
    .pipe(concatMap(() => defer(look).pipe(retry({ delay: again }))))
    .subscribe((at) => next$.next(at));
  return { close: () => looks.unsubscribe() };
}

const inWords: Readonly<Record<Purpose, string>> = {
  'be-told': 'to be told',
  'see-status': 'to see how they are',
  'see-readings': 'to see readings',
  'see-attainment': 'to see how goals go',
};

/** One task for each contact, due when the first of what they are allowed ends. */
function reviewsOf(ending: readonly EndingConsent[]): UpkeepFound[] {
  return [...Map.groupBy(ending, ({ contactId }) => contactId).values()].map((ofOne) => {
    const { patientId, knownAs, zone, contactId, contactName, endsAt } = ofOne[0]!;
    const date = localDate(zone, endsAt);
    const decided = ofOne.find(({ basis }) => basis === 'best-interest');
    const what = listed(ofOne.map(({ purpose }) => inWords[purpose]));
    const whose = decided ? `the best-interest decision of ${decided.givenBy}` : `the consent of ${knownAs}`;
    const text = `${knownAs}: ${whose} for ${contactName} (${what}) ends on ${dayAndMonth(date)} ${date.slice(0, 4)}: review it before then.`;
    return { kind: consentReviewKind, subject: contactId, deviceId: null, patientId, text, dueAt: endsAt };
  });
}
