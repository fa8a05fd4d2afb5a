import { useTranslation } from 'react-i18next';
import type { AgreementView } from '../../../gateway/contract/agreements.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { usePreview } from '../../shared/api/agreement-queries.ts';
import { Preview } from './Preview.tsx';

/** What a draft, or an approved version, would have done: asked before it is approved or activated. */
export function StoredPreview({ patient, agreement: { id, version, title } }: { patient: PatientDetail; agreement: AgreementView }) {
  const { t } = useTranslation();
  const preview = usePreview(patient.id, { scenarioId: id });
  return (
    <>
      <button
        type="button"
        className="tool"
        disabled={preview.isPending}
        aria-label={t('agreements.act.of', { act: t('agreements.preview.ask'), title })}
        onClick={() => preview.mutate({ asked: { version }, days: 28 })}
      >
        {preview.isPending ? t('agreements.preview.asking') : t('agreements.preview.ask')}
      </button>
      {preview.error && (
        <p className="notice notice--warn" role="alert">
          {preview.error.message}
        </p>
      )}
      {preview.data && <Preview result={preview.data} zone={patient.zone} />}
    </>
  );
}
