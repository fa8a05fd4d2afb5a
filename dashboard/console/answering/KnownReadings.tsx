import { useTranslation } from 'react-i18next';
import type { KnownReadingView } from '../../../gateway/contract/answering.ts';
import { Ago } from '../../shared/components/Ages.tsx';

/** What was measured lately, with its age: it counts in the assessment while it is young. */
export function KnownReadings({ readings }: { readings: readonly KnownReadingView[] }) {
  const { t } = useTranslation();
  if (readings.length === 0) return <p className="quiet">{t('answering.assessment.noReadings')}</p>;
  return (
    <dl className="pairs known-readings" aria-label={t('answering.assessment.readings')}>
      {readings.map(({ kind, label, text, at, counts }) => (
        <div key={kind}>
          <dt>{label}</dt>
          <dd>
            {text}{' '}
            <span className="quiet">
              <Ago at={at} />
              {!counts && `, ${t('answering.assessment.old')}`}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
