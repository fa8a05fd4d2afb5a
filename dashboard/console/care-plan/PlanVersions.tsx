import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCarePlanComparison, useCarePlanVersions } from '../../shared/api/care-plan-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { longDate } from '../../shared/time/format.ts';

/** Every version of a plan, and sentence by sentence what each changed. */
export function PlanVersions({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCarePlanVersions(patientId);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section className="card">
      <h2 className="card__title">{t('carePlan.versions.title')}</h2>
      <ul className="plan-versions">
        {data.map(({ version, status, activeFrom, approvedBy }) => (
          <li key={version}>
            <strong>{t('carePlan.versions.line', { version, status: t(`carePlan.versions.status.${status}`) })}</strong>{' '}
            {activeFrom && (
              <span className="quiet">{t('carePlan.versions.from', { date: longDate(activeFrom), by: approvedBy ?? '' })}</span>
            )}
            <Changed patientId={patientId} version={version} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changed({ patientId, version }: { patientId: string; version: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={`${t('carePlan.versions.changed')}: ${version}`}>{t('carePlan.versions.changed')}</summary>
      {open && <Changes patientId={patientId} version={version} />}
    </details>
  );
}

function Changes({ patientId, version }: { patientId: string; version: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCarePlanComparison(patientId, version);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.since === null) return <p>{t('carePlan.versions.only')}</p>;
  if (data.changes.length === 0) return <p>{t('carePlan.versions.same')}</p>;
  return (
    <dl className="plan-changes">
      {data.changes.map(({ section, title, removed, added }) => (
        <div key={section}>
          <dt>{title}</dt>
          {removed.map((line) => (
            <dd key={line}>
              {t('carePlan.versions.removed')} <del>{line}</del>
            </dd>
          ))}
          {added.map((line) => (
            <dd key={line}>
              {t('carePlan.versions.added')} <ins>{line}</ins>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
