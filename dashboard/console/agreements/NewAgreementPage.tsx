import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ScenarioTemplateView } from '../../../gateway/contract/agreement-terms.ts';
import { agreementAreas, madeByItself } from '../../../rules/model/agreement.ts';
import { useScenarioTemplates } from '../../shared/api/agreement-queries.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';

/** Chooses what is to be agreed anew with a person: every kind of agreement, by what it is about. */
export function NewAgreementPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const patient = usePatient(id);
  const kinds = useScenarioTemplates();
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return (kinds.data ?? [])
      .filter((one) => !madeByItself.includes(one.id))
      .filter(({ title, agreement }) => `${title} ${agreement}`.toLowerCase().includes(words));
  }, [kinds.data, wanted]);
  const to = `/patients/${encodeURIComponent(id)}`;
  const back = (
    <Link className="back" to={to}>
      ‹ {patient.data?.name ?? t('patients.detail.back')}
    </Link>
  );
  const [failed] = [patient, kinds].filter(({ error, data }) => error && !data);
  if (!patient.data || !kinds.data)
    return (
      <Page title={t('agreements.make.title')} above={back}>
        {failed?.error ? (
          <Failure error={failed.error} retry={() => void failed.refetch()} missing={t('patients.detail.notFound')} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  const agreed = new Set(patient.data.scenarios.filter(({ status }) => status !== 'retired').map(({ template }) => template));
  return (
    <Page title={t('agreements.make.title')} above={back}>
      <p className="quiet">{t('agreements.make.lead', { name: patient.data.name })}</p>
      <div className="kinds__find">
        <label htmlFor="find-kind">{t('agreements.make.find')}</label>
        <input
          id="find-kind"
          className="nhsuk-input"
          type="search"
          autoComplete="off"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <p className="quiet" role="status">
          {t('agreements.make.found', { count: found.length })}
        </p>
      </div>
      {agreementAreas.map((area) => {
        const those = found.filter((one) => one.area === area);
        if (those.length === 0) return null;
        return (
          <section className="card" key={area} aria-labelledby={`area-${area}`}>
            <h2 className="card__title" id={`area-${area}`}>
              {t(`agreements.make.area.${area}`)}
            </h2>
            <ul className="kinds">
              {those.map((kind) => (
                <li key={kind.id}>
                  <Link to={`${to}/agreements/new/${encodeURIComponent(kind.id)}`}>{kind.title}</Link>
                  <Kind kind={kind} already={agreed.has(kind.id)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Page>
  );
}

function Kind({ kind: { agreement, needsConsent, needsPatient }, already }: { kind: ScenarioTemplateView; already: boolean }) {
  const { t } = useTranslation();
  const notes = [
    ...(already ? [t('agreements.make.already')] : []),
    ...(needsConsent ? [t('agreements.make.needsConsent')] : []),
    ...(needsPatient ? [t('agreements.make.needsPatient')] : []),
  ];
  return (
    <>
      <p>{agreement ?? t('agreements.make.toFillIn')}</p>
      {notes.length > 0 && <p className="quiet">{notes.join(' ')}</p>}
    </>
  );
}
