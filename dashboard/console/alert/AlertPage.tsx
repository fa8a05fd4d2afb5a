import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { useAnswering } from '../../shared/api/answering-queries.ts';
import { useAlert } from '../../shared/api/queries.ts';
import { Age } from '../../shared/components/Ages.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useHasList, useLiveAlerts } from '../../shared/live/use-live.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { ContactCalls } from '../answering/ContactCalls.tsx';
import { FollowUps } from '../answering/FollowUps.tsx';
import { ScriptCard } from '../answering/ScriptCard.tsx';
import { Trend } from '../answering/Trend.tsx';
import { PlanFirst } from '../care-plan/PlanFirst.tsx';
import { AlertVisits } from '../response/AlertVisits.tsx';
import { FromThisAlert } from '../services/FromThisAlert.tsx';
import { Suggested } from '../services/Suggested.tsx';
import { Actions } from './Actions.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { Ladder } from './Ladder.tsx';
import { NextStep } from './NextStep.tsx';
import { PatientCard } from './PatientCard.tsx';
import { Timeline } from './Timeline.tsx';
import { Told } from './Told.tsx';
import { Why } from './Why.tsx';

/** Thirty seconds to understand one alert, and the script by which it is answered. */
export function AlertPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: alert, error, refetch } = useAlert(id);
  useFreshness(id, alert, refetch);
  const back = (
    <Link className="back" to="/">
      ‹ {t('alert.back')}
    </Link>
  );
  if (!alert)
    return (
      <Page title={t('alert.loading')} above={back}>
        {error ? <Failure error={error} retry={() => void refetch()} missing={t('alert.notFound')} /> : <Loading />}
      </Page>
    );
  return <Answered alert={alert} back={back} />;
}

/**
 * Why, what happens next, the person's plan and how to get in; beside it the call script and what came of it; beside that who is called in which
 * order and who comes next; below what was found and done.
 */
function Answered({ alert, back }: { alert: AlertDetail; back: ReactNode }) {
  const { t } = useTranslation();
  const { data: answering, error, refetch } = useAnswering(alert);
  return (
    <Page
      title={t('alert.title', { name: alert.patientName })}
      heading={alert.reason}
      className="page--alert"
      above={
        <>
          {back}
          <p className="overline">
            <Priority severity={alert.severity} />
            <strong>{alert.patientName}</strong>
            {alert.localityName && <span>{alert.localityName}</span>}
            {alert.status !== 'open' && <strong>{t(`terms.status.${alert.status}`)}</strong>}
            {alert.status === 'closed' ? (
              <span>{t('alert.openedAt', { time: dayAndTime(Date.parse(alert.openedAt)) })}</span>
            ) : (
              <span>
                {t('worklist.columns.age')} <Age since={alert.openedAt} />
              </span>
            )}
          </p>
        </>
      }
    >
      <div className="alert-page">
        <div className="alert-page__now">
          {alert.previous && <Again previous={alert.previous} />}
          <PlanFirst alert={alert} />
          <NextStep alert={alert} />
          <Actions alert={alert} answering={answering} />
          <PatientCard alert={alert} />
        </div>
        <div className="alert-page__script">
          {answering ? (
            <ScriptCard alert={alert} answering={answering} />
          ) : error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading />
          )}
          <AlertVisits alert={alert} />
          {answering?.trend && <Trend trend={answering.trend} />}
          {alert.status === 'closed' && <Suggested alert={alert} />}
          {answering && <FromThisAlert answering={answering} />}
        </div>
        <div className="alert-page__side">
          <ContactCalls alert={alert} answering={answering} />
          <FollowUps followUps={answering?.followUps ?? []} alert={alert} />
          <Ladder alert={alert} />
        </div>
        <div className="alert-page__rest">
          <Timeline alert={alert} />
          <Told alert={alert} />
          <Why alert={alert} />
          <EvidenceList alert={alert} />
          <section className="card">
            <h2 className="card__title">{t('alert.agreement.title')}</h2>
            <p>{alert.agreement}</p>
            <p className="quiet">
              {t('alert.agreement.from', { title: alert.scenarioTitle, version: alert.scenarioVersion, by: alert.approvedBy })}
            </p>
          </section>
        </div>
      </div>
    </Page>
  );
}

/** The same thing was closed as settled a moment ago. */
function Again({ previous: { id, minutes, outcome } }: { previous: NonNullable<AlertDetail['previous']> }) {
  const { t, i18n } = useTranslation();
  const key = `terms.outcome.${outcome}`;
  const said = i18n.exists(key) ? t(key as 'terms.outcome.test') : outcome;
  return (
    <p className="notice">
      <Link to={`/alerts/${encodeURIComponent(id)}`}>{t('alert.again', { count: minutes, outcome: said })}</Link>
    </p>
  );
}

/** Reads the alert again whenever the live feed knows another version of it, or no longer has it among those that are not closed. */
function useFreshness(id: string, alert: AlertDetail | undefined, refetch: () => unknown): void {
  const version = useLiveAlerts().get(id)?.version ?? null;
  const known = useHasList();
  const shownVersion = alert?.version;
  const shownClosed = alert?.status === 'closed';
  useEffect(() => {
    if (shownVersion === undefined || shownClosed) return;
    if (version === null ? known : version > shownVersion) refetch();
  }, [version, known, shownVersion, shownClosed, refetch]);
}
