import type { Instant } from '../../rules/model/time.ts';
import { accessMs, missedClocks } from '../../rules/response/clocks.ts';
import { type CrewEvent, type Job, type Offer, pendingOffer, progressOf, shownAt } from '../../rules/response/job.ts';
import type { ResponseBoard, ResponseJob, ResponseJobSummary } from '../contract/response.ts';
import type { Visited } from '../store/response-places.ts';
import type { UnitNow } from '../store/response-units.ts';
import { iso, isoOrNull } from './instant.ts';

/** A unit as the board shows it. */
export function toUnitOnBoard({
  id,
  name,
  teamId,
  teamName,
  skills,
  localityNames,
  people,
  untilAt,
  jobId,
  isOffered,
}: UnitNow): ResponseBoard['units'][number] {
  const state = jobId !== null ? (isOffered ? 'offered' : 'busy') : people.length === 0 ? 'off-duty' : 'free';
  return {
    id,
    name,
    teamId,
    teamName,
    skills: [...skills],
    localityNames: [...localityNames],
    state,
    crew: [...people],
    until: isoOrNull(untilAt),
    jobId,
  };
}

const offerView = ({ unitId, unitName, offeredAt, untilAt, answer, reason }: Offer) => ({
  unitId,
  unitName,
  offeredAt: iso(offeredAt),
  untilAt: iso(untilAt),
  answer,
  reason,
});

function basics(job: Job, { name, address, localityName }: Visited, at: Instant) {
  const { id, version, alertId, patientId, urgency, skills, reason, requestedAt, requestedBy, state, unit, clocks, endedAt } = job;
  const progress = progressOf(job);
  const accessByAt = progress.arrivedAt === null ? null : progress.arrivedAt + accessMs;
  return {
    ...{ id, version, alertId, patientId, patientName: name, address, localityName, urgency, skills: [...skills], reason, state, unit },
    requestedAt: iso(requestedAt),
    requestedBy: requestedBy?.name ?? 'the plan of the alert',
    clocks: {
      arriveByAt: iso(clocks.arriveByAt),
      arriveAtLatestAt: iso(clocks.arriveAtLatestAt),
      accessByAt: isoOrNull(accessByAt),
      outsideHours: clocks.outsideHours,
      missed: missedClocks(progress, endedAt ?? at),
    },
  };
}

/** A job in a list, as of `at`. */
export function toJobSummary(job: Job, visited: Visited, at: Instant): ResponseJobSummary {
  const pending = pendingOffer(job);
  return { ...basics(job, visited, at), offeredTo: pending && offerView(pending) };
}

const saidIn = (event: CrewEvent): string => {
  if ('text' in event) return event.text;
  if ('reason' in event) return event.reason;
  if ('how' in event) return event.how.replaceAll('-', ' ');
  return 'note' in event ? event.note : '';
};

/** A job whole, as of `at`; `summary` is what a crew must know before it goes in. */
export function toJobView(job: Job, visited: Visited, summary: ResponseJob['summary'], at: Instant): ResponseJob {
  const { outcome, cancelled } = job;
  const stages = job.reports.map((report) => ({ report, ...shownAt(report, job) }));
  return {
    ...basics(job, visited, at),
    offers: job.offers.map(offerView),
    stages: stages
      .toSorted((a, b) => a.at - b.at)
      .map(({ report: { event, receivedAt, by }, at: shown, isDeviceTime }) => ({
        type: event.type,
        at: iso(shown),
        receivedAt: iso(receivedAt),
        isDeviceTime,
        by: by.name,
        text: saidIn(event),
      })),
    outcome: outcome && { code: outcome.code, note: outcome.note, at: iso(outcome.at), by: outcome.by.name },
    cancelled: cancelled && { reason: cancelled.reason, at: iso(cancelled.at), by: cancelled.by.name },
    summary,
  };
}
