import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDraftDrop, useEnrolmentDrafts } from '../../shared/api/enrolment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { newId } from '../../shared/queue/outbox.ts';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** Begins an enrolment, goes on with one, or goes to files of many people. */
export function EnrolStartPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const drafts = useEnrolmentDrafts();
  const drop = useDraftDrop();
  const role = useMe().data?.role;
  return (
    <Page title={t('enrol.title')}>
      <p className="quiet enrol__lead">{t('enrol.lead')}</p>
      <div className="actions__row">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => void navigate(`/enrol/${newId()}`)}>
          {t('enrol.begin')}
        </button>
        {mayDo(role, 'importPeople') && <Link to="/enrol/import">{t('enrol.importLink')}</Link>}
      </div>
      <section className="card" aria-labelledby="drafts-title">
        <h2 className="card__title" id="drafts-title">
          {t('enrol.drafts')}
        </h2>
        {drafts.error && !drafts.data ? (
          <Failure error={drafts.error} retry={() => void drafts.refetch()} />
        ) : !drafts.data ? (
          <Loading />
        ) : drafts.data.length === 0 ? (
          <p>{t('enrol.noDrafts')}</p>
        ) : (
          <ul className="enrol__list">
            {drafts.data.map(({ id, updatedAt, content: { person } }) => {
              const name = `${person.givenName} ${person.familyName}`.trim() || t('enrol.nobodyYet');
              return (
                <li key={id}>
                  <Link to={`/enrol/${id}`}>{t('enrol.goOn', { name })}</Link>{' '}
                  <span className="quiet">{t('enrol.since', { time: dayAndTime(Date.parse(updatedAt)) })}</span>{' '}
                  <button type="button" className="tool" aria-label={t('enrol.drop', { name })} onClick={() => drop.mutate(id)}>
                    {t('enrol.dropShort')}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        {drop.error && <p role="alert">{drop.error.message}</p>}
      </section>
    </Page>
  );
}
