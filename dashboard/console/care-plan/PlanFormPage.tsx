import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCarePlan } from '../../shared/api/care-plan-queries.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { PlanForm } from './PlanForm.tsx';

/** Where a plan of care is written. What is typed stays when the plan is read again: the form takes what it began with. */
export function PlanFormPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const patient = usePatient(id);
  const plan = useCarePlan(id);
  const back = (
    <Link className="back" to={`/patients/${encodeURIComponent(id)}/plan`}>
      ‹ {t('carePlan.form.back')}
    </Link>
  );
  const [failed] = [patient, plan].filter(({ error, data }) => error && !data);
  if (!patient.data || !plan.data)
    return (
      <Page title={t('carePlan.title')} above={back}>
        {failed?.error ? (
          <Failure error={failed.error} retry={() => void failed.refetch()} missing={t('patients.detail.notFound')} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  return (
    <Page title={t('carePlan.form.title', { name: patient.data.knownAs })} above={back}>
      <PlanForm patient={patient.data} plan={plan.data} />
    </Page>
  );
}
