import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CarePlanView } from '../../../gateway/contract/care-plan.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useActionDone, useCarePlan } from '../../shared/api/care-plan-queries.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { longDate } from '../../shared/time/format.ts';
import { PlanStanding, PlanWays } from './PlanCard.tsx';
import { PlanDraft } from './PlanDraft.tsx';
import { PlanParts } from './PlanParts.tsx';
import { PlanVersions } from './PlanVersions.tsx';

/** The whole plan of care of a person: what is in force, the draft, and every version. */
export function PlanPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const patient = usePatient(id);
  const plan = useCarePlan(id);
  const back = (
    <Link className="back" to={`/patients/${encodeURIComponent(id)}`}>
      ‹ {patient.data?.name ?? t('patients.detail.back')}
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
  const { active, draft } = plan.data;
  return (
    <Page title={t('carePlan.of', { name: patient.data.knownAs })} above={back}>
      <section className="card card--plan">
        {active ? <PlanParts parts={active.parts} /> : <p>{t(draft ? 'carePlan.noneInForce' : 'carePlan.none')}</p>}
        <PlanStanding plan={plan.data} />
        <PlanWays patient={patient.data} plan={plan.data} />
      </section>
      {active && active.sections.actions.length > 0 && <Actions patient={patient.data} plan={plan.data} />}
      {draft && <PlanDraft patient={patient.data} draft={draft} />}
      {(active || draft) && <PlanVersions patientId={id} />}
    </Page>
  );
}

/** What is to be done by the plan in force, and by whom it was done. */
function Actions({ patient, plan: { active, done } }: { patient: PatientDetail; plan: CarePlanView }) {
  const { t } = useTranslation();
  const change = useActionDone(patient.id);
  const lines = active?.parts.find(({ section }) => section === 'actions')?.lines ?? [];
  return (
    <section className="card">
      <h2 className="card__title">{t('carePlan.actions')}</h2>
      <ul className="plan-actions">
        {active?.sections.actions.map(({ id, what }, index) => {
          const was = done.find(({ actionId }) => actionId === id);
          return (
            <li key={id}>
              <span>
                {lines[index]}
                {was && <span className="quiet device-why">{t('carePlan.doneBy', { name: was.by, date: longDate(was.at) })}</span>}
              </span>
              <button
                type="button"
                className="tool"
                aria-label={t(was ? 'carePlan.actionUndoOf' : 'carePlan.actionDoneOf', { what })}
                disabled={change.isPending}
                onClick={() => change.mutate({ actionId: id, done: !was })}
              >
                {t(was ? 'carePlan.actionUndo' : 'carePlan.actionDone')}
              </button>
            </li>
          );
        })}
      </ul>
      {change.error && (
        <p className="notice notice--warn" role="alert">
          {change.error.message}
        </p>
      )}
    </section>
  );
}
