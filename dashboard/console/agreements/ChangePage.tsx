import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type DraftOf, useAgreementTerms } from '../../shared/api/agreement-queries.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { TermsForm } from './TermsForm.tsx';

/** Drafts the next version of an agreement. */
export function ChangePage() {
  const { id = '', scenarioId = '' } = useParams();
  return <DraftPage key={`${id} ${scenarioId}`} patientId={id} of={{ scenarioId }} words="change" />;
}

/** Drafts a new agreement of a kind. */
export function NewTermsPage() {
  const { id = '', template = '' } = useParams();
  return <DraftPage key={`${id} ${template}`} patientId={id} of={{ template }} words="make" />;
}

const said = {
  change: { loading: 'loading', missing: 'missing', title: 'title', lead: 'lead' },
  make: { loading: 'newLoading', missing: 'missingKind', title: 'newTitle', lead: 'newLead' },
} as const;

function DraftPage({ patientId, of, words }: { patientId: string; of: DraftOf; words: keyof typeof said }) {
  const { t } = useTranslation();
  const patient = usePatient(patientId);
  const terms = useAgreementTerms(patientId, of);
  const { loading, missing, title, lead } = said[words];
  const back = (
    <Link className="back" to={`/patients/${encodeURIComponent(patientId)}${words === 'make' ? '/agreements/new' : ''}`}>
      ‹ {words === 'make' ? t('agreements.make.title') : (patient.data?.name ?? t('patients.detail.back'))}
    </Link>
  );
  const [failed] = [patient, terms].filter(({ error, data }) => error && !data);
  if (!patient.data || !terms.data)
    return (
      <Page title={t(`agreements.form.${loading}`)} above={back}>
        {failed?.error ? (
          <Failure error={failed.error} retry={() => void failed.refetch()} missing={t(`agreements.form.${missing}`)} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  return (
    <Page title={t(`agreements.form.${title}`, { title: terms.data.title })} above={back}>
      <p className="quiet">{t(`agreements.form.${lead}`, { name: patient.data.name, version: terms.data.version ?? '' })}</p>
      <TermsForm patient={patient.data} of={of} terms={terms.data} />
    </Page>
  );
}
