import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { longDate } from '../../shared/time/format.ts';
import { firstSections, PlanParts } from './PlanParts.tsx';

/** Of the plan of care what must be known before anything is done. That there is none is said. */
export function PlanFirst({ alert: { carePlan, patientId, patient } }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <section className="card card--plan" aria-labelledby="plan-first">
      <h2 className="card__title" id="plan-first">
        {t('carePlan.of', { name: patient.knownAs })}
      </h2>
      {carePlan === null ? (
        <p>{t('carePlan.none')}</p>
      ) : (
        <>
          {carePlan.reviewOverdue && <p className="never">{t('carePlan.overdue', { date: longDate(carePlan.reviewOn) })}</p>}
          <PlanParts parts={carePlan.parts} only={firstSections} />
        </>
      )}
      <p className="plan-more">
        <Link to={`/patients/${encodeURIComponent(patientId)}/plan`}>{t('carePlan.whole')}</Link>
      </p>
    </section>
  );
}
