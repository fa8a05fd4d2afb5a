import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { PartFields } from './PlanForm.tsx';
import { withOrWithout } from './plan-draft.ts';

/** How to get in, and which of the contacts have a key. */
export function KeyFields({ sections: { keyAccess }, say, wrong, patient: { contacts } }: PartFields) {
  const { t } = useTranslation();
  const { note, holders } = keyAccess;
  return (
    <fieldset className="card plan-fields">
      <legend className="card__title">{t('carePlan.part.keyAccess')}</legend>
      <Textarea
        id="plan-key"
        rows={2}
        maxLength={300}
        label={t('carePlan.form.keyNote')}
        hint={t('carePlan.form.keyNoteHint')}
        error={wrong('sections.keyAccess')}
        value={note}
        onChange={(event) => say({ keyAccess: { ...keyAccess, note: event.currentTarget.value } })}
      />
      <fieldset className="plan-row">
        <legend>{t('carePlan.form.holders')}</legend>
        {contacts.length === 0 && <p>{t('carePlan.form.noContacts')}</p>}
        {contacts.map(({ id, name, relationship }) => (
          <label key={id} className="plan-check">
            <input
              type="checkbox"
              checked={holders.includes(id)}
              onChange={(event) => say({ keyAccess: { ...keyAccess, holders: withOrWithout(holders, id, event.currentTarget.checked) } })}
            />
            {name}, {relationship}
          </label>
        ))}
      </fieldset>
    </fieldset>
  );
}
