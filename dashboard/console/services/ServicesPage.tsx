import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { usePatient } from '../../shared/api/queries.ts';
import { mostFound, type ServiceSearch, useServices } from '../../shared/api/service-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { SearchForm } from './SearchForm.tsx';
import { ServiceCard } from './ServiceCard.tsx';

/** The directory of the neighbourhood, for everybody or (`?patient=`) for one person, whose age and district are then known. */
export function ServicesPage() {
  const [parameters] = useSearchParams();
  const patientId = parameters.get('patient');
  const need = parameters.get('need') ?? '';
  return patientId === null ? <Directory need={need} /> : <ForPerson patientId={patientId} need={need} alertId={parameters.get('alert')} />;
}

function ForPerson({ patientId, need, alertId }: { patientId: string; need: string; alertId: string | null }) {
  const { t } = useTranslation();
  const { data, error, refetch } = usePatient(patientId);
  if (data) return <Directory need={need} person={{ id: data.id, name: data.name }} alertId={alertId} />;
  return <Page title={t('services.title')}>{error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}</Page>;
}

function Directory({
  need,
  person,
  alertId = null,
}: {
  need: string;
  person?: { readonly id: string; readonly name: string };
  alertId?: string | null;
}) {
  const { t } = useTranslation();
  const now = useServerNow();
  const [asked, setAsked] = useState<ServiceSearch & { readonly openNow?: boolean }>({ need });
  const { openNow, ...search } = asked;
  const openAt = openNow && now !== null ? { openAt: new Date(Math.floor(now / 60_000) * 60_000).toISOString() } : {};
  const { data, error, refetch } = useServices({ ...search, ...openAt, ...(person ? { patientId: person.id } : {}) });
  return (
    <Page
      title={person ? t('services.titleFor', { name: person.name }) : t('services.title')}
      aside={<Link to="/referrals">{t('services.referrals.link')}</Link>}
      above={
        person && (
          <Link
            className="back"
            to={alertId === null ? `/patients/${encodeURIComponent(person.id)}` : `/alerts/${encodeURIComponent(alertId)}`}
          >
            ‹ {alertId === null ? person.name : t('services.backToAlert', { name: person.name })}
          </Link>
        )
      }
    >
      <p className="quiet">{t('services.lead')}</p>
      <SearchForm need={need} forPerson={person !== undefined} search={setAsked} />
      <h2 aria-live="polite">{data ? t('services.count', { count: data.length }) : t('services.results')}</h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p className="empty__title">{t('services.none')}</p>
      ) : (
        <>
          <ul className="service-list">
            {data.map((found) => (
              <li key={found.service.id}>
                <ServiceCard found={found} person={person} alertId={alertId} />
              </li>
            ))}
          </ul>
          {data.length === mostFound && <p className="quiet">{t('services.most', { count: mostFound })}</p>}
        </>
      )}
    </Page>
  );
}
