import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../gateway/contract/contacts.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { languages } from '../../../rules/model/speech.ts';
import { useContactSaving } from '../../shared/api/contact-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { WayFields } from './WayFields.tsx';
import { contactWays, readWays, type TypedWay } from './ways.ts';

/** Quiet hours that are the same every day: those can be typed here. */
function everyDay(quiet: ContactView['quietHours']): { from: string; to: string } | null {
  if (quiet === null) return { from: '', to: '' };
  return quiet.days || quiet.dates || quiet.bankHolidays ? null : quiet;
}

/** Everything that is known of a contact but what they are allowed and when they work. `contact` null: a new one, at `place` in the order. */
export function ContactDialog(props: { patient: PatientDetail; contact: ContactView | null; place: number; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { patient, contact, onClose } = props;
  const saving = useContactSaving(patient.id);
  const [ways, setWays] = useState<readonly TypedWay[]>(contact?.channels ?? [{ kind: 'sms', address: '' }]);
  const [wrong, setWrong] = useState<number | null>(null);
  const quiet = everyDay(contact?.quietHours ?? null);

  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const order = Number(text('order'));
    const read = readWays(ways);
    setWrong('wrong' in read ? read.wrong : null);
    if (text('name') === '') return { field: 'name', says: t('contacts.form.nameMissing') };
    if (text('relationship') === '') return { field: 'relationship', says: t('contacts.form.relationshipMissing') };
    if (!Number.isInteger(order) || order < 1 || order > 50) return { field: 'order', says: t('contacts.form.orderMissing') };
    if ('wrong' in read) return { field: `way-${read.wrong}`, says: '' };
    if ((text('quietFrom') === '') !== (text('quietTo') === '')) return { field: 'quietFrom', says: t('contacts.form.quietWrong') };
    const quietHours = text('quietFrom') === '' ? null : { from: text('quietFrom'), to: text('quietTo') };
    const { id: _id, unavailable: _dates, points: _points, ...kept } = contact ?? nothingKnown;
    const name = text('name');
    const onSuccess = () => {
      announce(t('contacts.did.saved', { name }));
      onClose();
    };
    saving.mutate(
      {
        id: contact?.id ?? null,
        contact: {
          ...kept,
          name,
          relationship: text('relationship'),
          order,
          language: languages.find((one) => one === text('language')) ?? 'en',
          channels: read.ways,
          quietHours: quiet === null ? kept.quietHours : quietHours,
          detailsOnLockScreen: entered.has('details'),
          checkedByPhone: entered.has('spoken'),
          ...(contact === null && { mayBeTold: entered.has('mayBeTold'), consentNote: text('consentNote') }),
        },
      },
      { onSuccess },
    );
    return null;
  };

  return (
    <FormDialog
      title={contact ? t('contacts.form.change', { name: contact.name }) : t('contacts.form.new')}
      send={t('contacts.form.send')}
      canSend={!saving.isPending}
      problem={saving.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="contact-name"
            name="name"
            maxLength={200}
            label={t('contacts.form.name')}
            defaultValue={contact?.name}
            error={missing('name')}
          />
          <TextInput
            id="contact-relationship"
            name="relationship"
            maxLength={200}
            label={t('contacts.form.relationship')}
            defaultValue={contact?.relationship}
            error={missing('relationship')}
          />
          <TextInput
            id="contact-order"
            name="order"
            inputMode="numeric"
            label={t('contacts.form.order')}
            defaultValue={String(props.place)}
            error={missing('order')}
          />
          <WayFields kinds={contactWays} ways={ways} onChange={setWays} wrong={wrong} />
          <Check name="spoken" label={t('contacts.form.spoken')} />
          <Select id="contact-language" name="language" label={t('contacts.form.language')} defaultValue={contact?.language ?? 'en'}>
            {languages.map((language) => (
              <option key={language} value={language}>
                {t(`contacts.form.languages.${language}`)}
              </option>
            ))}
          </Select>
          {quiet ? (
            <>
              <div className="side-by-side">
                <TextInput
                  id="quiet-from"
                  name="quietFrom"
                  type="time"
                  label={t('contacts.form.quietFrom')}
                  defaultValue={quiet.from}
                  error={missing('quietFrom')}
                />
                <TextInput id="quiet-to" name="quietTo" type="time" label={t('contacts.form.quietTo')} defaultValue={quiet.to} />
              </div>
              <p className="quiet">{t('contacts.form.quietHint')}</p>
            </>
          ) : (
            <p className="quiet">{t('contacts.form.quietKept')}</p>
          )}
          <Check name="details" label={t('contacts.form.details')} checked={contact?.detailsOnLockScreen ?? false} />
          {contact === null && (
            <>
              <Check name="mayBeTold" label={t('contacts.form.mayBeTold', { name: patient.knownAs })} />
              <TextInput
                id="contact-note"
                name="consentNote"
                maxLength={500}
                label={t('contacts.form.consentNote', { name: patient.knownAs })}
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}

/** What is said of nobody yet, in the words of the gateway. */
const nothingKnown = {
  id: '',
  unavailable: [],
  points: [],
  mayBeTold: false,
  consentNote: '',
  zone: null,
  quietHours: null,
  work: null,
} as const;

function Check({ name, label, checked = false }: { name: string; label: string; checked?: boolean }) {
  return (
    <label className="person-choice">
      <input type="checkbox" name={name} defaultChecked={checked} /> {label}
    </label>
  );
}
