import { useTranslation } from 'react-i18next';
import type { AgreementView } from '../../../gateway/contract/agreements.ts';
import { useAgreementHistory } from '../../shared/api/queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** What was done to an agreement and what each version changed, newest first. */
export function AgreementHistory({ patientId, zone, agreement }: { patientId: string; zone: string; agreement: AgreementView }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAgreementHistory(patientId, agreement.id);
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const changes = data.versions.flatMap(({ version, changes: changed }) => changed.map(({ path, words }) => ({ version, path, words })));
  return (
    <div className="agreement-history">
      <ul aria-label={t('agreements.historyOf', { title: agreement.title })}>
        {data.events.map(({ at, by, action, words }) => (
          <li key={`${at} ${action}`}>{t('agreements.by', { time: dayAndTime(Date.parse(at), zone), by, words })}</li>
        ))}
      </ul>
      {data.events.length === 0 && <p>{t('agreements.nothing')}</p>}
      {changes.length > 0 && (
        <ul>
          {changes.map(({ version, path, words }) => (
            <li key={`${version} ${path}`}>{t('agreements.changed', { version, words })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
