import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { purposes } from '../../../gateway/contract/relations.ts';
import { languages } from '../../../rules/model/speech.ts';
import type { DraftContact } from './draft.ts';

/** One contact: who, by which ways, and what they may see and be told. `allows`: what the person is called. */
export function ContactFields(props: {
  n: number;
  contact: DraftContact;
  allows: string;
  wrong: (field: string) => string | undefined;
  change: (changes: Partial<DraftContact>) => void;
}) {
  const { t } = useTranslation();
  const { n, contact, allows, wrong, change } = props;
  const field = (name: Exclude<keyof DraftContact, 'language' | 'allowed'>) => ({
    id: `contacts.${n}.${name}`,
    error: wrong(`contacts.${n}.${name}`),
    value: contact[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => change({ [name]: value }),
    autoComplete: 'off',
  });
  return (
    <>
      <TextInput {...field('name')} label={t('enrol.contacts.name')} maxLength={200} />
      <TextInput
        {...field('relationship')}
        label={t('enrol.contacts.relationship')}
        hint={t('enrol.contacts.relationshipHint')}
        maxLength={200}
      />
      <TextInput {...field('mobile')} type="tel" label={t('enrol.contacts.mobile')} hint={t('enrol.contacts.numberHint')} />
      <TextInput {...field('phone')} type="tel" label={t('enrol.contacts.phone')} hint={t('enrol.contacts.numberHint')} />
      <TextInput {...field('email')} type="email" label={t('enrol.contacts.email')} />
      <Select
        id={`contacts.${n}.language`}
        label={t('enrol.contacts.language')}
        value={contact.language}
        onChange={({ currentTarget: { value } }) => change({ language: languages.find((one) => one === value) ?? 'en' })}
      >
        {languages.map((one) => (
          <option key={one} value={one}>
            {t(`terms.language.${one}`)}
          </option>
        ))}
      </Select>
      <fieldset className="several" id={`contacts.${n}.allowed`}>
        <legend>{t('enrol.contacts.allowed', { name: allows })}</legend>
        {purposes.map((purpose) => (
          <label key={purpose} className="check">
            <input
              type="checkbox"
              checked={contact.allowed.includes(purpose)}
              onChange={({ target: { checked } }) =>
                change({ allowed: purposes.filter((one) => (one === purpose ? checked : contact.allowed.includes(one))) })
              }
            />{' '}
            {t(`consents.purpose.${purpose}`)}
          </label>
        ))}
      </fieldset>
      <TextInput {...field('consentNote')} label={t('enrol.contacts.consentNote')} maxLength={500} />
      <div className="enrol__pair">
        <TextInput {...field('quietFrom')} type="time" label={t('enrol.contacts.quietFrom')} hint={t('enrol.contacts.quietHint')} />
        <TextInput {...field('quietTo')} type="time" label={t('enrol.contacts.quietTo')} />
      </div>
    </>
  );
}
