import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { ContactLimits } from '../../shared/components/ContactLimits.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useLiveConnection } from '../../shared/live/use-live.tsx';
import { mayDo } from '../../shared/roles.ts';
import { ageInYears, longDate, spacedNhsNumber } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { Absences } from '../absences/Absences.tsx';
import { OpenFollowUps } from '../answering/OpenFollowUps.tsx';
import { PlanCard } from '../care-plan/PlanCard.tsx';
import { Consents } from '../consents/Consents.tsx';
import { Contacts } from '../contacts/Contacts.tsx';
import { PatientEquipment } from '../equipment/PatientEquipment.tsx';
import { KitLink } from '../home-kit/KitLink.tsx';
import { Messages } from '../messages/Messages.tsx';
import { RecordCard } from '../record/RecordCard.tsx';
import { PatientVisits } from '../response/PatientVisits.tsx';
import { PatientReferrals } from '../services/PatientReferrals.tsx';
import { Signposts } from '../services/Signposts.tsx';
import { Agreements } from './Agreements.tsx';
import { AlertHistory } from './AlertHistory.tsx';
import { Devices } from './Devices.tsx';
import { LocalNavigation } from './LocalNavigation.tsx';
import { Presence } from './Presence.tsx';
import { Readings } from './Readings.tsx';
import { WhyNot } from './WhyNot.tsx';

const partsInOrder = ['alerts', 'plan', 'people', 'agreements', 'readings', 'kit'] as const;
type Part = (typeof partsInOrder)[number];
/** An administrator has no need of them. */
const ofAlerts: readonly Part[] = ['alerts', 'plan', 'readings'];

/** One patient, in parts that can each be reached in one step: what is wrong and the plan first. */
export function PatientPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: patient, error, refetch } = usePatient(id);
  const connection = useLiveConnection();
  const seesAlerts = mayDo(useMe().data?.role, 'seeAlerts');
  useEffect(() => {
    connection.watchPatient(id);
    return () => connection.watchPatient(null);
  }, [connection, id]);
  const back = (
    <Link className="back" to="/patients">
      ‹ {t('patients.detail.back')}
    </Link>
  );
  if (!patient)
    return (
      <Page title={t('patients.detail.loading')} above={back}>
        {error ? <Failure error={error} retry={() => void refetch()} missing={t('patients.detail.notFound')} /> : <Loading />}
      </Page>
    );
  const contents: Readonly<Record<Part, ReactNode>> = {
    alerts: (
      <>
        <AlertHistory patient={patient} />
        <OpenFollowUps patientId={patient.id} />
        <PatientVisits patientId={patient.id} />
        <PatientReferrals patientId={patient.id} />
        <Signposts patientId={patient.id} />
      </>
    ),
    plan: <PlanCard patient={patient} />,
    people: (
      <>
        <div>
          <Standing patient={patient} />
          <Absences patient={patient} />
        </div>
        <Contacts patient={patient} />
        <Consents patient={patient} />
        {seesAlerts && <Messages patient={patient} />}
        <RecordCard patient={patient} />
      </>
    ),
    agreements: (
      <>
        <Agreements patient={patient} />
        {seesAlerts && <WhyNot patient={patient} />}
      </>
    ),
    readings: <Readings patient={patient} />,
    kit: (
      <>
        <Devices patient={patient} />
        <PatientEquipment patient={patient} />
        <KitLink homeId={patient.homeId} />
      </>
    ),
  };
  const parts = partsInOrder.filter((id) => seesAlerts || !ofAlerts.includes(id));
  return (
    <Page title={patient.name} above={back} aside={<Identity patient={patient} />} className="page--patient">
      <LocalNavigation name={patient.knownAs} parts={parts.map((id) => ({ id, label: t(`patients.detail.parts.${id}`) }))} />
      <div className="patient-page">
        {parts.map((id) => (
          <section key={id} id={id} tabIndex={-1} className="patient-part" aria-label={t(`patients.detail.parts.${id}`)}>
            {contents[id]}
          </section>
        ))}
      </div>
    </Page>
  );
}

function Identity({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const now = useServerNow();
  return (
    <p className="overline">
      {patient.knownAs !== patient.name && <span>{t('patients.detail.knownAs', { name: patient.knownAs })}</span>}
      {patient.birthDate && (
        <span>
          {t('patients.detail.born', { date: longDate(patient.birthDate), age: now === null ? '–' : ageInYears(patient.birthDate, now) })}
        </span>
      )}
      {patient.nhsNumber && <span>{t('patients.detail.nhs', { number: spacedNhsNumber(patient.nhsNumber) })}</span>}
      {patient.localityName && <span>{patient.localityName}</span>}
      {patient.simulated && <span className="mark">{t('patients.simulated')}</span>}
    </p>
  );
}

function Standing({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  return (
    <section className="card person-card">
      <dl className="pairs">
        <dt>{t('patients.detail.presence')}</dt>
        <dd>
          <Presence presence={patient.presence} zone={patient.zone} />
        </dd>
        <dt>{t('patients.detail.heard')}</dt>
        <dd>
          {patient.lastHeardAt ? <Ago at={patient.lastHeardAt} /> : <strong className="never">{t('patients.detail.notHeard')}</strong>}
        </dd>
        <dt>{t('alert.patient.summary')}</dt>
        <dd>{patient.summary || t('alert.patient.noSummary')}</dd>
      </dl>
      <dl className="pairs">
        <dt>{t('alert.patient.address')}</dt>
        <dd>{patient.address}</dd>
        <dt>{t('alert.patient.key')}</dt>
        <dd>{patient.keyAccess || t('alert.patient.noKey')}</dd>
        <dt>{t('alert.patient.contacts')}</dt>
        <dd>
          {patient.contacts.length === 0 ? (
            t('alert.patient.noContacts')
          ) : (
            <ol className="plain-list">
              {[...patient.contacts]
                .sort((a, b) => a.order - b.order)
                .map((contact) => (
                  <li key={contact.id}>
                    {contact.order}. {contact.name}, {contact.relationship}
                    <ContactLimits mayBeTold={contact.mayBeTold} unavailable={contact.unavailable} />
                  </li>
                ))}
            </ol>
          )}
        </dd>
      </dl>
    </section>
  );
}
