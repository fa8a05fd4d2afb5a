import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgreementView } from '../../../gateway/contract/agreements.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime, longDate } from '../../shared/time/format.ts';
import { AgreementActions } from '../agreements/AgreementActions.tsx';
import { AgreementHistory } from './AgreementHistory.tsx';
import { AgreementValues } from './AgreementValues.tsx';

/** What is agreed: its status and version, what it says and who set it, and what was done to it. */
export function Agreements({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  return (
    <section className="card agreements-card">
      <h2 className="card__title">{t('patients.detail.agreements')}</h2>
      {mayDo(role, 'make') && (
        <p>
          <Link className="tool" to={`/patients/${encodeURIComponent(patient.id)}/agreements/new`}>
            {t('agreements.make.link')}
          </Link>
        </p>
      )}
      {patient.scenarios.length === 0 && <p>{t('patients.detail.noAgreements')}</p>}
      <ul className="agreements">
        {patient.scenarios.map((one) => (
          <li key={`${one.id}/${one.version}`}>
            <Agreement agreement={one} patient={patient} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agreement({ agreement, patient }: { agreement: AgreementView; patient: PatientDetail }) {
  const { t } = useTranslation();
  const { version, approvedBy, activeFromAt, withdrawn } = agreement;
  return (
    <>
      <h3 className="agreements__title">
        {agreement.title} <Status agreement={agreement} zone={patient.zone} />
      </h3>
      <p className="agreements__says">{agreement.agreement}</p>
      <p className="quiet">
        {[
          t('agreements.version', { version }),
          approvedBy === null ? t('agreements.notApproved') : t('agreements.approved', { by: approvedBy }),
          ...(activeFromAt ? [t('agreements.since', { date: longDate(activeFromAt) })] : []),
        ].join(', ')}
        .
      </p>
      {agreement.status === 'paused' && (
        <p>
          {t('agreements.pausedMeans')} {t('agreements.pauseReason', { reason: agreement.pauseReason })}
        </p>
      )}
      <Consent agreement={agreement} />
      {withdrawn && (
        <div className="agreements__risk">
          <p>{t('agreements.withdrawn', { by: withdrawn.by, date: longDate(withdrawn.at) })}</p>
          <ul>
            {withdrawn.risks.map((risk) => (
              <li key={risk}>{risk}</li>
            ))}
          </ul>
        </div>
      )}
      <AgreementActions patient={patient} agreement={agreement} />
      <AgreementValues agreement={agreement} />
      <History agreement={agreement} patient={patient} />
    </>
  );
}

function Status({ agreement, zone }: { agreement: AgreementView; zone: string }) {
  const { t } = useTranslation();
  const { status, pausedUntilAt, withdrawn } = agreement;
  const shown = withdrawn ? 'withdrawn' : status;
  const until = pausedUntilAt === null ? '' : dayAndTime(Date.parse(pausedUntilAt), zone);
  return <span className={`agreement-status agreement-status--${shown}`}>{t(`agreements.status.${shown}`, { until })}</span>;
}

/** Consent and the person's own agreement, where the kind of agreement asks for them; what is missing is said. */
function Consent({ agreement: { needsConsent, needsPatient, consent, patientAgreed } }: { agreement: AgreementView }) {
  const { t } = useTranslation();
  if (!needsConsent && !needsPatient) return null;
  const date = consent?.decidedOn ? longDate(consent.decidedOn) : '';
  const consented = consent && (consent.kind ? t(`agreements.consent.${consent.kind}`, { by: consent.decidedBy ?? '', date }) : null);
  const note = consent && consent.kind === null ? t('agreements.consent.words', { note: consent.note }) : null;
  const agreed =
    patientAgreed && t(`agreements.patientAgreed.${patientAgreed.how}`, { by: patientAgreed.recordedBy, date: longDate(patientAgreed.at) });
  const missing = needsConsent && !consent ? t('agreements.consent.missing') : null;
  const notAgreed = needsPatient && !consent && !patientAgreed ? t('agreements.patientAgreed.missing') : null;
  const gap = missing ?? notAgreed;
  return (
    <p className="quiet">
      {[consented ?? note, agreed].filter(Boolean).join('. ')} {gap && <strong className="never">{gap}</strong>}
    </p>
  );
}

/** Asked for when it is opened: most people never do. */
function History({ agreement, patient }: { agreement: AgreementView; patient: PatientDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('agreements.history')}</summary>
      {open && <AgreementHistory patientId={patient.id} zone={patient.zone} agreement={agreement} />}
    </details>
  );
}
