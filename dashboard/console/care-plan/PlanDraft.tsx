import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarePlanVersion } from '../../../gateway/contract/care-plan.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useCarePlanApproval, useCarePlanDrop } from '../../shared/api/care-plan-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime, longDate } from '../../shared/time/format.ts';
import { PlanParts } from './PlanParts.tsx';

/** The draft as it would be read, what it still lacks, and its approval. */
export function PlanDraft({ patient, draft }: { patient: PatientDetail; draft: CarePlanVersion }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const role = useMe().data?.role;
  const drop = useCarePlanDrop(patient.id);
  const [approving, setApproving] = useState(false);
  const lacks = [
    ...(draft.agreed === null ? [t('carePlan.draft.agreedMissing')] : []),
    ...(draft.reviewOn === null ? [t('carePlan.draft.reviewMissing')] : [t('carePlan.review', { date: longDate(draft.reviewOn) })]),
  ];
  return (
    <section className="card card--draft">
      <h2 className="card__title">{t('carePlan.draft.title', { version: draft.version })}</h2>
      <PlanParts parts={draft.parts} />
      <p className="quiet">
        {t('carePlan.draft.by', { name: draft.writtenBy, time: dayAndTime(Date.parse(draft.writtenAt)) })} {lacks.join(' ')}
      </p>
      <div className="actions__row">
        {mayDo(role, 'approve') ? (
          <button type="button" className="take" onClick={() => setApproving(true)}>
            {t('carePlan.draft.approve')}
          </button>
        ) : (
          <span>{t('carePlan.draft.onlyClinician')}</span>
        )}
        {mayDo(role, 'writePlan') && (
          <button
            type="button"
            className="tool"
            disabled={drop.isPending}
            onClick={() => drop.mutate(undefined, { onSuccess: () => announce(t('carePlan.draft.dropped')) })}
          >
            {t('carePlan.draft.drop')}
          </button>
        )}
      </div>
      {drop.error && <p role="alert">{drop.error.message}</p>}
      {approving && <ApproveDialog patientId={patient.id} draft={draft} onClose={() => setApproving(false)} />}
    </section>
  );
}

function ApproveDialog({ patientId, draft, onClose }: { patientId: string; draft: CarePlanVersion; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const approval = useCarePlanApproval(patientId);
  const { version, revision } = draft;
  const submit = () => {
    const onSuccess = () => {
      announce(t('carePlan.approve.done', { version }));
      onClose();
    };
    approval.mutate({ version, revision }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('carePlan.approve.title', { version })}
      send={t('carePlan.approve.send')}
      canSend={!approval.isPending}
      problem={approval.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t('carePlan.approve.says')}</p>}
    </FormDialog>
  );
}
