import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../gateway/contract/contacts.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type Point, useCheck, useContactRemoval } from '../../shared/api/contact-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Whoever is signed in has spoken to them there. */
export function PhoneDialog(props: { patientId: string; contact: ContactView; point: Point; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { kind, address } = props.point;
  const checking = useCheck(props.patientId, props.contact.id);
  const submit = () => {
    const onSuccess = () => {
      announce(t('contacts.did.checked', { address }));
      props.onClose();
    };
    checking.mutate({ kind, address, how: 'phone' }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('contacts.byPhone.title')}
      send={t('contacts.byPhone.send')}
      canSend={!checking.isPending}
      problem={checking.error?.message ?? null}
      submit={submit}
      onClose={props.onClose}
    >
      {() => <p>{t('contacts.byPhone.says', { name: props.contact.name, address })}</p>}
    </FormDialog>
  );
}

/** What ends with a contact is said before they are removed. */
export function RemovalDialog({ patient, contact, onClose }: { patient: PatientDetail; contact: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const removal = useContactRemoval(patient.id);
  const { id, name } = contact;
  const submit = () => {
    const onSuccess = () => {
      announce(t('contacts.did.removed', { name }));
      onClose();
    };
    removal.mutate(id, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('contacts.removal.title', { name })}
      send={t('contacts.removal.send')}
      warning
      canSend={!removal.isPending}
      problem={removal.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t('contacts.removal.says', { person: patient.knownAs })}</p>}
    </FormDialog>
  );
}
