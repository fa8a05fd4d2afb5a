import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../gateway/contract/contacts.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type Point, useContacts } from '../../shared/api/contact-queries.ts';
import { useInvitationsOf } from '../../shared/api/people-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { InviteDialog } from '../people-who-sign-in/InviteDialog.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import { PhoneDialog, RemovalDialog } from './ConfirmDialogs.tsx';
import { ContactCard } from './ContactCard.tsx';
import { ContactDialog } from './ContactDialog.tsx';

/** What can be opened about a contact. */
export type Open =
  | { readonly what: 'add' }
  | { readonly what: 'edit' | 'remove' | 'invite'; readonly contact: ContactView }
  | { readonly what: 'code' | 'phone'; readonly contact: ContactView; readonly point: Point };

/** Who is asked to help, in order, and whether what leads to them is known to be theirs. */
export function Contacts({ patient }: { patient: PatientDetail }) {
  const arranges = mayDo(useMe().data?.role, 'arrange');
  return arranges ? <ContactList patient={patient} /> : null;
}

function ContactList({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useContacts(patient.id);
  const invitations = useInvitationsOf(patient.id).data ?? [];
  const [open, setOpen] = useState<Open | null>(null);
  return (
    <section className="card" aria-labelledby="contacts-title">
      <div className="card__head">
        <h2 className="card__title" id="contacts-title">
          {t('contacts.title')}
        </h2>
        <button type="button" className="tool" onClick={() => setOpen({ what: 'add' })}>
          {t('contacts.add')}
        </button>
      </div>
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : data.length === 0 ? (
        <p>{t('contacts.none', { name: patient.knownAs })}</p>
      ) : (
        <>
          <p className="quiet">{t('contacts.lead')}</p>
          {data.map((contact) => (
            <ContactCard
              key={contact.id}
              contact={contact}
              invitation={invitations.find(({ contactId, state }) => contactId === contact.id && state !== 'withdrawn')?.state ?? null}
              open={setOpen}
            />
          ))}
        </>
      )}
      {open && <Opened open={open} patient={patient} next={(data?.length ?? 0) + 1} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Opened({ open, patient, next, onClose }: { open: Open; patient: PatientDetail; next: number; onClose: () => void }) {
  switch (open.what) {
    case 'add':
      return <ContactDialog patient={patient} contact={null} place={next} onClose={onClose} />;
    case 'edit':
      return <ContactDialog patient={patient} contact={open.contact} place={open.contact.order} onClose={onClose} />;
    case 'remove':
      return <RemovalDialog patient={patient} contact={open.contact} onClose={onClose} />;
    case 'code':
      return <CodeDialog patientId={patient.id} contact={open.contact} point={open.point} onClose={onClose} />;
    case 'phone':
      return <PhoneDialog patientId={patient.id} contact={open.contact} point={open.point} onClose={onClose} />;
    case 'invite': {
      const { id, name, channels } = open.contact;
      const email = channels.find(({ kind }) => kind === 'email')?.address ?? null;
      return <InviteDialog about={{ patientId: patient.id, contactId: id, name, email }} onClose={onClose} />;
    }
  }
}
