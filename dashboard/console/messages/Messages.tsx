import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useThreads } from '../../shared/api/message-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { Thread } from './Thread.tsx';

/** What the patient, their family and carers write to the team, a thread for each. */
export function Messages({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useThreads(patient.id);
  const waiting = data?.filter(({ waitsSince }) => waitsSince !== null).length ?? 0;
  return (
    <section className="card messages">
      <h2 className="card__title">
        {t('messages.title')}
        {waiting > 0 && <span className="mark messages__waits">{t('messages.waits', { count: waiting })}</span>}
      </h2>
      {data ? (
        data.length === 0 ? (
          <p>{t('messages.none')}</p>
        ) : (
          <>
            <p className="quiet">{t('messages.about')}</p>
            {data.map((thread) => (
              <Thread key={thread.userId} thread={thread} patient={patient} />
            ))}
          </>
        )
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </section>
  );
}
