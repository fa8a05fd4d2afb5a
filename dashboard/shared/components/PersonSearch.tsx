import { TextInput } from 'nhsuk-react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePatients } from '../api/queries.ts';
import { longDate, spacedNhsNumber } from '../time/format.ts';

/** More than this many are not offered; the search narrows them. */
const mostOffered = 6;

/** Finds a person by name, address or number. The id of the one that is chosen is the field `person` of the form around it. */
export function PersonSearch({ label, error }: { label: string; error: string | undefined }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search.trim());
  const { data } = usePatients(asked, mostOffered);
  return (
    <>
      <TextInput
        id="person-search"
        name="search"
        type="search"
        autoComplete="off"
        label={label}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        error={error}
      />
      <fieldset className="dialog__group">
        <legend>{t('patients.title')}</legend>
        {data?.length === 0 && <p>{t('patients.none')}</p>}
        {(data ?? []).map((person) => (
          <label key={person.id} className="person-choice">
            <input type="radio" name="person" value={person.id} /> {person.name}{' '}
            <span className="quiet">
              {[
                person.birthDate && t('patients.born', { date: longDate(person.birthDate) }),
                person.nhsNumber && t('patients.detail.nhs', { number: spacedNhsNumber(person.nhsNumber) }),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
