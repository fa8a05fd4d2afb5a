import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { StepProps } from './EnrolForm.tsx';

/** Where they live, and how one gets in. */
export function HomeStep({ draft: { home }, localities, say, wrong }: StepProps) {
  const { t } = useTranslation();
  const field = (name: keyof typeof home) => ({
    id: `home.${name}`,
    error: wrong(`home.${name}`),
    value: home[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => say({ home: { ...home, [name]: value } }),
  });
  return (
    <>
      <TextInput {...field('address')} label={t('enrol.home.address')} maxLength={500} autoComplete="off" />
      <Select {...field('localityName')} label={t('enrol.home.localityName')} hint={t('enrol.home.localityHint')}>
        <option value="">{t('enrol.home.noLocality')}</option>
        {localities.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </Select>
      <Textarea {...field('keyAccess')} label={t('enrol.home.keyAccess')} hint={t('enrol.home.keyHint')} rows={2} maxLength={500} />
    </>
  );
}
