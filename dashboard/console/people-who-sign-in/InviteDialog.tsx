import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../gateway/contract/relations.ts';
import { relationOfRole } from '../../../gateway/contract/sign-in.ts';
import { useContacts } from '../../shared/api/contact-queries.ts';
import { useNewInvitation } from '../../shared/api/people-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { PersonSearch } from '../../shared/components/PersonSearch.tsx';
import { InvitationSheet } from './InvitationSheet.tsx';

/** One of a person's contacts, who is to sign in. */
export interface Invited {
  readonly patientId: string;
  readonly contactId: string;
  readonly name: string;
  readonly email: string | null;
}

const isContact = (role: Role) => role === 'contact' || role === 'champion';
/** An administrator invites everybody, others those around one person. */
const offered = (own: Role | undefined) => roles.filter((role) => own === 'administrator' || role in relationOfRole);

/** Invites somebody, then shows the link. `about`: a contact whose page it is; null: anybody. */
export function InviteDialog({ about, onClose }: { about: Invited | null; onClose: () => void }) {
  const { t } = useTranslation();
  const own = useMe().data?.role;
  const making = useNewInvitation();
  const [role, setRole] = useState<Role>('contact');
  const [patientId, setPatientId] = useState(about?.patientId ?? null);
  const isRelated = role in relationOfRole;

  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const contactId = about?.contactId ?? text('contact');
    if (text('name') === '') return { field: 'name', says: t('users.invite.nameMissing') };
    if (text('email') !== '' && !/^\S+@\S+\.\S+$/.test(text('email'))) return { field: 'email', says: t('users.invite.emailWrong') };
    if (isRelated && patientId === null) return { field: 'search', says: t('users.invite.personMissing') };
    if (isContact(role) && contactId === '') return { field: 'contact', says: t('users.invite.contactMissing') };
    making.mutate({
      name: text('name'),
      email: text('email') || null,
      role,
      patientId: isRelated ? patientId : null,
      contactId: isContact(role) ? contactId : null,
    });
    return null;
  };

  if (making.data && making.variables)
    return <InvitationSheet name={making.variables.name} email={making.variables.email ?? null} made={making.data} onClose={onClose} />;
  return (
    <FormDialog
      title={about ? t('users.invite.titleOf', { name: about.name }) : t('users.invite.title')}
      send={t('users.invite.send')}
      canSend={!making.isPending}
      problem={making.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('users.invite.says')}</p>
          <Select
            id="invite-role"
            label={t('users.role')}
            value={role}
            onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'contact')}
          >
            {offered(own)
              .filter((one) => about === null || isContact(one))
              .map((one) => (
                <option key={one} value={one}>
                  {t(`terms.role.${one}`)}
                </option>
              ))}
          </Select>
          {isRelated && about === null && (
            <div onChange={(event) => chosen(event.target, setPatientId)}>
              <PersonSearch label={t('users.invite.person')} error={missing('search')} />
            </div>
          )}
          {isContact(role) && about === null && patientId !== null && <ContactChoice patientId={patientId} error={missing('contact')} />}
          <TextInput
            id="invite-name"
            name="name"
            autoComplete="off"
            maxLength={200}
            label={t('users.invite.name')}
            defaultValue={about?.name}
            error={missing('name')}
          />
          <TextInput
            id="invite-email"
            name="email"
            type="email"
            autoComplete="off"
            label={t('users.invite.email')}
            hint={t('users.invite.emailHint')}
            defaultValue={about?.email ?? ''}
            error={missing('email')}
          />
        </>
      )}
    </FormDialog>
  );
}

function chosen(target: EventTarget, take: (patientId: string) => void): void {
  if (target instanceof HTMLInputElement && target.name === 'person') take(target.value);
}

function ContactChoice({ patientId, error }: { patientId: string; error: string | undefined }) {
  const { t } = useTranslation();
  const contacts = useContacts(patientId);
  return (
    <Select key={patientId} id="invite-contact" name="contact" label={t('users.invite.contact')} defaultValue="" error={error}>
      <option value="">{t('users.invite.choose')}</option>
      {(contacts.data ?? []).map(({ id, name, relationship }) => (
        <option key={id} value={id}>
          {name}, {relationship}
        </option>
      ))}
    </Select>
  );
}
