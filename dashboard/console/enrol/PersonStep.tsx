import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../rules/model/speech.ts';
import type { StepProps } from './EnrolForm.tsx';

/** Who it is. */
export function PersonStep({ draft: { person }, say, wrong }: StepProps) {
  const { t } = useTranslation();
  const field = (name: Exclude<keyof typeof person, 'language'>) => ({
    id: `person.${name}`,
    error: wrong(`person.${name}`),
    value: person[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => say({ person: { ...person, [name]: value } }),
  });
  return (
    <>
      <TextInput {...field('givenName')} label={t('enrol.person.givenName')} maxLength={200} autoComplete="off" />
      <TextInput {...field('familyName')} label={t('enrol.person.familyName')} maxLength={200} autoComplete="off" />
      <TextInput {...field('knownAs')} label={t('enrol.person.knownAs')} maxLength={200} autoComplete="off" />
      <TextInput
        {...field('nhsNumber')}
        label={t('enrol.person.nhsNumber')}
        hint={t('enrol.person.nhsHint')}
        inputMode="numeric"
        maxLength={20}
        autoComplete="off"
      />
      <TextInput {...field('birthDate')} type="date" label={t('enrol.person.birthDate')} />
      <TextInput {...field('zone')} label={t('enrol.person.zone')} hint={t('enrol.person.zoneHint')} maxLength={60} />
      <Select
        id="person.language"
        label={t('enrol.person.language')}
        value={person.language}
        onChange={({ currentTarget: { value } }) =>
          say({ person: { ...person, language: languages.find((one) => one === value) ?? 'en' } })
        }
      >
        {languages.map((one) => (
          <option key={one} value={one}>
            {t(`terms.language.${one}`)}
          </option>
        ))}
      </Select>
      <Textarea {...field('summary')} label={t('enrol.person.summary')} rows={3} maxLength={2000} />
    </>
  );
}
