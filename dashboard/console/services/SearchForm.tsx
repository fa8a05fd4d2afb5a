import { Select, TextInput } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { needs } from '../../../gateway/contract/services.ts';
import type { ServiceSearch } from '../../shared/api/service-queries.ts';

/** What is looked for. For one person, age and district are known to the gateway and are not asked. */
export function SearchForm(props: {
  need: string;
  forPerson: boolean;
  search: (asked: ServiceSearch & { readonly openNow: boolean }) => void;
}) {
  const { t } = useTranslation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const where = props.forPerson ? {} : { district: text('district').toUpperCase(), age: text('age') };
    props.search({ need: text('need'), words: text('words'), ...where, openNow: entered.get('openNow') !== null });
  };
  return (
    <form className="service-search" onSubmit={submit}>
      <Select id="service-need" name="need" label={t('services.need')} defaultValue={props.need}>
        <option value="">{t('services.anyNeed')}</option>
        {needs.map((need) => (
          <option key={need} value={need}>
            {t(`services.needs.${need}`)}
          </option>
        ))}
      </Select>
      <TextInput id="service-words" name="words" type="search" maxLength={200} label={t('services.words')} />
      {!props.forPerson && (
        <>
          <TextInput
            id="service-district"
            name="district"
            maxLength={4}
            label={t('services.district')}
            hint={t('services.districtHint')}
            pattern="[A-Za-z]{1,2}[0-9][A-Za-z0-9]?"
          />
          <TextInput id="service-age" name="age" inputMode="numeric" pattern="[0-9]{1,3}" maxLength={3} label={t('services.age')} />
        </>
      )}
      <label className="check">
        <input type="checkbox" name="openNow" /> {t('services.openNow')}
      </label>
      <button type="submit" className="nhsuk-button nhsuk-button--small">
        {t('services.search')}
      </button>
    </form>
  );
}
