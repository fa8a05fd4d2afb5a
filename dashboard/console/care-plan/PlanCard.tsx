import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CarePlanView } from '../../../gateway/contract/care-plan.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { printPathOf, useCarePlan } from '../../shared/api/care-plan-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { longDate } from '../../shared/time/format.ts';
import { firstSections, PlanParts } from './PlanParts.tsx';

/** The plan of care on the page of a person: what comes first, and the ways to all of it. */
export function PlanCard({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCarePlan(patient.id);
  return (
    <section className="card card--plan">
      <h2 className="card__title">{t('carePlan.title')}</h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {data.active ? <PlanParts parts={data.active.parts} only={firstSections} /> : <p>{t('carePlan.none')}</p>}
          <PlanStanding plan={data} />
          <PlanWays patient={patient} plan={data} whole />
        </>
      )}
    </section>
  );
}

/** Which version is in force, since when, and when it is to be reviewed. */
export function PlanStanding({ plan: { active, reviewOverdue } }: { plan: CarePlanView }) {
  const { t } = useTranslation();
  if (!active?.activeFrom || !active.reviewOn) return null;
  const { version, activeFrom, approvedBy } = active;
  const date = longDate(active.reviewOn);
  return (
    <p className="quiet">
      {t('carePlan.version', { version, date: longDate(activeFrom), by: approvedBy ?? '' })}{' '}
      {reviewOverdue ? <strong className="never">{t('carePlan.overdue', { date })}</strong> : t('carePlan.review', { date })}
    </p>
  );
}

/** What can be done with a plan; `whole`: also to see all of it. */
export function PlanWays({ patient, plan, whole = false }: { patient: PatientDetail; plan: CarePlanView; whole?: boolean }) {
  const { t } = useTranslation();
  const mayWrite = mayDo(useMe().data?.role, 'writePlan');
  const to = `/patients/${encodeURIComponent(patient.id)}/plan`;
  return (
    <div className="actions__row">
      {whole && (plan.active || plan.draft) && (
        <Link className="tool" to={to}>
          {t('carePlan.whole')}
        </Link>
      )}
      {mayWrite && (
        <Link className="tool" to={`${to}/change`}>
          {t(plan.draft ? 'carePlan.goOn' : plan.active ? 'carePlan.change' : 'carePlan.write')}
        </Link>
      )}
      {plan.active && (
        <a className="tool" href={printPathOf(patient.id)} target="_blank" rel="noopener noreferrer">
          {t('carePlan.print')}
        </a>
      )}
    </div>
  );
}
