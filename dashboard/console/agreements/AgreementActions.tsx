import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgreementView } from '../../../gateway/contract/agreements.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useAgreementAct } from '../../shared/api/agreement-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { mayDo } from '../../shared/roles.ts';
import { EndDialog } from './EndDialog.tsx';
import { IntoForceDialog } from './IntoForceDialog.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import { StoredPreview } from './StoredPreview.tsx';

type Action = AgreementView['actions'][number];
const order: readonly Action[] = ['approve', 'activate', 'resume', 'supersede', 'pause', 'drop', 'withdraw', 'retire'];

export interface AgreementDialogProps {
  readonly patient: PatientDetail;
  readonly agreement: AgreementView;
  readonly onClose: () => void;
}

/** What the signed-in person can do to a version now. */
export function AgreementActions({ patient, agreement }: { patient: PatientDetail; agreement: AgreementView }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const [open, setOpen] = useState<Action | null>(null);
  const dialog = { patient, agreement, onClose: () => setOpen(null) };
  // To end an agreement is said where it is in force; a draft beside it, or alone, is only dropped.
  const isDraft = agreement.actions.includes('drop');
  const besideOther = isDraft && patient.scenarios.some((one) => one.id === agreement.id && one.activeFromAt !== null);
  const elsewhere = (action: Action) => (action === 'retire' && isDraft) || (action === 'withdraw' && besideOther);
  const shown = order.filter((action) => agreement.actions.includes(action) && mayDo(role, action) && !elsewhere(action));
  const { title } = agreement;
  return (
    <div className="agreement-actions">
      <div className="actions__row">
        {shown.map((action) =>
          action === 'supersede' ? (
            <Link
              key={action}
              className="tool"
              to={`/patients/${encodeURIComponent(patient.id)}/agreements/${encodeURIComponent(agreement.id)}/change`}
              aria-label={t('agreements.act.of', { act: t('agreements.act.supersede'), title })}
            >
              {t('agreements.act.supersede')}
            </Link>
          ) : action === 'resume' ? (
            <Resume key={action} patient={patient} agreement={agreement} />
          ) : (
            <button
              key={action}
              type="button"
              className="tool"
              aria-label={t('agreements.act.of', { act: t(`agreements.act.${action}`), title })}
              onClick={() => setOpen(action)}
            >
              {t(`agreements.act.${action}`)}
            </button>
          ),
        )}
      </div>
      {mayDo(role, 'preview') && agreement.activeFromAt === null && agreement.withdrawn === null && (
        <StoredPreview patient={patient} agreement={agreement} />
      )}
      {(open === 'approve' || open === 'activate') && <IntoForceDialog {...dialog} action={open} />}
      {open === 'pause' && <PauseDialog {...dialog} />}
      {(open === 'drop' || open === 'retire' || open === 'withdraw') && <EndDialog {...dialog} action={open} />}
    </div>
  );
}

function Resume({ patient, agreement: { id, title } }: { patient: PatientDetail; agreement: AgreementView }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const act = useAgreementAct(patient.id, id);
  return (
    <>
      <button
        type="button"
        className="tool"
        disabled={act.isPending}
        aria-label={t('agreements.act.of', { act: t('agreements.act.resume'), title })}
        onClick={() => act.mutate({ action: 'resume' }, { onSuccess: () => announce(t('agreements.did.resume', { title })) })}
      >
        {t('agreements.act.resume')}
      </button>
      {act.error && <span role="alert">{act.error.message}</span>}
    </>
  );
}
