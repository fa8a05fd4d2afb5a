import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { mayDo } from '../../shared/roles.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { CopyDialog } from './CopyDialog.tsx';

/** The record as a whole: who looked, a copy for the person, and closing it. */
export function RecordCard({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const role = useMe().data?.role;
  const [open, setOpen] = useState<'copy' | 'close' | null>(null);
  if (!mayDo(role, 'seeLooks')) return null;
  const done = () => setOpen(null);
  return (
    <section className="card" aria-labelledby="record-title">
      <h2 className="card__title" id="record-title">
        {t('record.title')}
      </h2>
      <p>
        <Link to={`/patients/${encodeURIComponent(patient.id)}/looks`}>{t('record.looks')}</Link>
      </p>
      {mayDo(role, 'keepRecords') && (
        <div className="actions__row">
          <button type="button" className="tool" onClick={() => setOpen('copy')}>
            {t('record.copy')}
          </button>
          <button type="button" className="tool" onClick={() => setOpen('close')}>
            {t('record.close')}
          </button>
        </div>
      )}
      {open === 'copy' && <CopyDialog patientId={patient.id} name={patient.name} isClosed={false} onClose={done} />}
      {open === 'close' && <CloseDialog patient={patient} onDone={() => void navigate('/restrictions')} onClose={done} />}
    </section>
  );
}
