import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ResponseJob } from '../../../gateway/contract/response.ts';
import { useVisit } from '../../shared/api/response-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { VisitClock } from '../../shared/response/VisitClock.tsx';
import { dayAndTime, timeOfDay } from '../../shared/time/format.ts';

/** One visit: who has it, its clock, who was asked, what the crew said and when, how it ended. `version`: the newest that is known. */
export function VisitCard({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation();
  const { data: job, error, refetch } = useVisit(id);
  const shown = job?.version;
  useEffect(() => {
    if (shown !== undefined && shown < version) void refetch();
  }, [shown, version, refetch]);
  if (!job) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const heading = `visit-${id}`;
  return (
    <section className={`card${job.state === 'overflow' ? ' overflow' : ''}`} aria-labelledby={heading}>
      <h2 className="card__title" id={heading}>
        {t(job.urgency === 'visit' ? 'response.visit.title' : 'response.visit.titleUrgent')}: {t(`response.terms.state.${job.state}`)}
      </h2>
      <p>
        <VisitClock job={job} />
      </p>
      <p>
        {job.unit ? t('response.visit.with', { unit: job.unit.name }) : !job.outcome && !job.cancelled && t('response.visit.nobody')}{' '}
        <span className="quiet">{t('response.visit.by', { name: job.requestedBy, time: dayAndTime(Date.parse(job.requestedAt)) })}</span>
      </p>
      <p>{job.reason}</p>
      <End job={job} />
      <Stages job={job} />
      <Offers job={job} />
      <p>
        <Link to="/response">{t('response.visit.board')}</Link>
      </p>
    </section>
  );
}

function End({ job: { outcome, cancelled } }: { job: ResponseJob }) {
  const { t } = useTranslation();
  if (cancelled) return <p>{t('response.visit.cancelled', { name: cancelled.by, reason: cancelled.reason })}</p>;
  if (!outcome) return null;
  return (
    <>
      <p>
        <strong>{t('response.visit.outcome', { outcome: t(`terms.outcome.${outcome.code}`), name: outcome.by })}</strong>
      </p>
      {outcome.note !== '' && <p className="visit__note">{outcome.note}</p>}
    </>
  );
}

function Stages({ job: { stages } }: { job: ResponseJob }) {
  const { t } = useTranslation();
  if (stages.length === 0) return null;
  return (
    <>
      <h3 className="visit__heading">{t('response.visit.stages')}</h3>
      <ul className="facts">
        {stages.map(({ type, at, receivedAt, isDeviceTime, by, text }) => (
          <li key={`${type} ${at} ${receivedAt}`}>
            <time className="facts__at" dateTime={at}>
              {timeOfDay(Date.parse(at))}
            </time>
            <span>
              <strong>{t(`response.eventTypes.${type}`)}</strong>, {by} {type !== 'complete' && text}{' '}
              {!isDeviceTime ? (
                <span className="quiet">{t('response.visit.ours')}</span>
              ) : (
                isLate(at, receivedAt) && (
                  <span className="quiet">{t('response.visit.received', { time: timeOfDay(Date.parse(receivedAt)) })}</span>
                )
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const minuteMs = 60_000;
/** It waited on the phone. */
function isLate(at: string, receivedAt: string): boolean {
  return Date.parse(receivedAt) - Date.parse(at) >= minuteMs;
}

function Offers({ job: { offers } }: { job: ResponseJob }) {
  const { t } = useTranslation();
  if (offers.length === 0) return null;
  return (
    <details>
      <summary>{t('response.visit.offers')}</summary>
      <ul className="facts">
        {offers.map(({ unitId, unitName, offeredAt, untilAt, answer, reason }) => (
          <li key={`${unitId} ${offeredAt}`}>
            <time className="facts__at" dateTime={offeredAt}>
              {timeOfDay(Date.parse(offeredAt))}
            </time>
            <span>
              {unitName}{' '}
              {answer === null
                ? t('response.visit.waiting', { time: timeOfDay(Date.parse(untilAt)) })
                : t(`response.terms.answer.${answer}`)}
              {reason !== '' && `: ${reason}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
