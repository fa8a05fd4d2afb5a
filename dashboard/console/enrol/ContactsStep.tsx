import { useTranslation } from 'react-i18next';
import { ContactFields } from './ContactFields.tsx';
import { emptyContact } from './draft.ts';
import type { StepProps } from './EnrolForm.tsx';

/** Who is asked, in which order. */
export function ContactsStep({ draft, say, wrong }: StepProps) {
  const { t } = useTranslation();
  const { contacts, person } = draft;
  const earlier = (n: number) => say({ contacts: contacts.with(n - 1, contacts[n]!).with(n, contacts[n - 1]!) });
  return (
    <>
      <p className="quiet">{t('enrol.contacts.lead')}</p>
      {contacts.length === 0 && <p>{t('enrol.contacts.none')}</p>}
      {contacts.map((contact, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact is known by the place in the order, and every field is set from the draft.
        <fieldset key={n} className="enrol__one">
          <legend>{t('enrol.contacts.one', { n: n + 1 })}</legend>
          <ContactFields
            n={n}
            contact={contact}
            allows={person.knownAs || person.givenName || t('enrol.contacts.person')}
            wrong={wrong}
            change={(changes) => say({ contacts: contacts.with(n, { ...contact, ...changes }) })}
          />
          <div className="actions__row">
            {n > 0 && (
              <button type="button" className="tool" aria-label={t('enrol.contacts.up', { n: n + 1 })} onClick={() => earlier(n)}>
                {t('enrol.contacts.upShort')}
              </button>
            )}
            <button
              type="button"
              className="tool"
              aria-label={t('enrol.contacts.remove', { n: n + 1 })}
              onClick={() => say({ contacts: contacts.filter((_, i) => i !== n) })}
            >
              {t('enrol.contacts.removeShort')}
            </button>
          </div>
        </fieldset>
      ))}
      <button type="button" className="tool" onClick={() => say({ contacts: [...contacts, emptyContact] })}>
        {t('enrol.contacts.add')}
      </button>
    </>
  );
}
