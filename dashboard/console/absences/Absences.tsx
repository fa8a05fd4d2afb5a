import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { usePresenceChange } from '../../shared/api/absence-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { mayDo } from '../../shared/roles.ts';
import { Presence } from '../patients/Presence.tsx';
import { ContactDates } from './ContactDates.tsx';
import { PresenceDialog } from './PresenceDialog.tsx';
import { UnavailableDialog } from './UnavailableDialog.tsx';

/** Where the patient is, and which contacts cannot be asked when: begun, changed and ended before its time. */
export function Absences({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const [open, setOpen] = useState<'presence' | 'contact' | null>(null);
  if (!mayDo(role, 'arrange')) return null;
  const away = patient.presence.mode !== 'home';
  const close = () => setOpen(null);
  return (
    <section className="card absences">
      <h2 className="card__title">{t('absences.title')}</h2>
      <p>
        <strong>{patient.knownAs}</strong>: <Presence presence={patient.presence} zone={patient.zone} />
      </p>
      <div className="actions__row">
        <button type="button" className="tool" onClick={() => setOpen('presence')}>
          {away ? t('absences.change') : t('absences.begin')}
        </button>
        {away && <BackHome patient={patient} />}
      </div>
      {patient.contacts.length > 0 && (
        <>
          <h3>{t('absences.contacts')}</h3>
          <ContactDates patient={patient} />
          <button type="button" className="tool" onClick={() => setOpen('contact')}>
            {t('absences.unavailable')}
          </button>
        </>
      )}
      {open === 'presence' && <PresenceDialog patient={patient} onClose={close} />}
      {open === 'contact' && <UnavailableDialog patient={patient} onClose={close} />}
    </section>
  );
}

/** The absence ends now, whatever end was agreed. */
function BackHome({ patient: { id, knownAs } }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const change = usePresenceChange(id);
  return (
    <>
      <button
        type="button"
        className="tool"
        disabled={change.isPending}
        onClick={() => change.mutate({ mode: 'home' }, { onSuccess: () => announce(t('absences.did.home', { name: knownAs })) })}
      >
        {t('absences.home')}
      </button>
      {change.error && <span role="alert">{change.error.message}</span>}
    </>
  );
}
