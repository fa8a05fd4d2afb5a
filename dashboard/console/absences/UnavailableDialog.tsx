import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { teamKinds } from '../../../rules/model/patient.ts';
import { useUnavailable } from '../../shared/api/absence-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

/** Dates on which nothing reaches a contact, and who is asked instead. */
export function UnavailableDialog({ patient, onClose }: { patient: PatientDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const now = useServerNow();
  const add = useUnavailable(patient.id);
  const [contactId, setContactId] = useState(patient.contacts[0]?.id ?? '');
  const [instead, setInstead] = useState('');
  const { zone } = patient;

  const submit = (entered: FormData) => {
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    const [from, until] = [instantAt(zone, text('from')), instantAt(zone, text('until'))];
    if (from === null) return { field: 'from', says: t('absences.contact.fromMissing') };
    if (until === null || until <= from) return { field: 'until', says: t('absences.contact.untilMissing') };
    if (text('reason') === '') return { field: 'reason', says: t('absences.contact.reasonMissing') };
    const teamKind = teamKinds.find((kind) => instead === `team:${kind}`);
    if (teamKind && text('message') === '') return { field: 'message', says: t('absences.contact.messageMissing') };
    const replacement = teamKind
      ? { kind: 'team' as const, teamKind, message: text('message') }
      : instead === ''
        ? null
        : { kind: 'contact' as const, contactId: instead.slice('contact:'.length) };
    const dates = { fromAt: new Date(from).toISOString(), untilAt: new Date(until).toISOString(), reason: text('reason'), replacement };
    const onSuccess = () => {
      announce(t('absences.did.unavailable', { name: patient.contacts.find(({ id }) => id === contactId)?.name ?? '' }));
      onClose();
    };
    add.mutate({ contactId, dates }, { onSuccess });
    return null;
  };

  return (
    <FormDialog
      title={t('absences.contact.title')}
      send={t('absences.contact.send')}
      canSend={!add.isPending}
      problem={add.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('absences.contact.says')}</p>
          <Select
            id="unavailable-contact"
            label={t('absences.contact.who')}
            value={contactId}
            onChange={(event) => {
              setContactId(event.currentTarget.value);
              // Nobody stands in for themselves.
              if (instead === `contact:${event.currentTarget.value}`) setInstead('');
            }}
          >
            {patient.contacts.map(({ id, name, relationship }) => (
              <option key={id} value={id}>
                {name}, {relationship}
              </option>
            ))}
          </Select>
          <TextInput
            id="unavailable-from"
            name="from"
            type="datetime-local"
            label={t('absences.contact.from', { zone })}
            defaultValue={now === null ? '' : localInput(zone, now)}
            error={missing('from')}
          />
          <TextInput
            id="unavailable-until"
            name="until"
            type="datetime-local"
            label={t('absences.until', { zone })}
            error={missing('until')}
          />
          <TextInput
            id="unavailable-reason"
            name="reason"
            maxLength={200}
            label={t('absences.contact.reason')}
            hint={t('absences.contact.reasonHint')}
            error={missing('reason')}
          />
          <Select
            id="unavailable-instead"
            label={t('absences.contact.instead')}
            value={instead}
            onChange={(event) => setInstead(event.currentTarget.value)}
          >
            <option value="">{t('absences.contact.nobody')}</option>
            {patient.contacts
              .filter(({ id, mayBeTold }) => id !== contactId && mayBeTold)
              .map(({ id, name }) => (
                <option key={id} value={`contact:${id}`}>
                  {name}
                </option>
              ))}
            {teamKinds.map((kind) => (
              <option key={kind} value={`team:${kind}`}>
                {t(`absences.team.${kind}`)}
              </option>
            ))}
          </Select>
          {instead.startsWith('team:') && (
            <Textarea
              id="unavailable-message"
              name="message"
              rows={2}
              maxLength={500}
              label={t('absences.contact.message')}
              hint={t('absences.contact.messageHint')}
              error={missing('message')}
            />
          )}
        </>
      )}
    </FormDialog>
  );
}
