import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { WayFields } from '../contacts/WayFields.tsx';
import { staffWays } from '../contacts/ways.ts';
import type { DraftPerson, Wrong } from './rota-draft.ts';

/** One person of a rota: a colleague who signs in, so that what they take on ends with their turn, or somebody else by name. */
export function PersonFields(props: {
  place: number;
  person: DraftPerson;
  colleagues: readonly { readonly id: string; readonly name: string }[];
  wrong: Wrong | null;
  onChange: (person: DraftPerson) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const { place, person, colleagues, wrong, onChange } = props;
  const field = `person-${place}`;
  const signsIn = colleagues.some(({ id }) => id === person.id);
  const mine = wrong?.field === field ? t(`rotas.form.wrong.${wrong.says}`, { n: place + 1 }) : undefined;
  const wrongWay = wrong?.field.startsWith(`${field}-way-`) ? Number(wrong.field.split('-').at(-1)) : null;
  return (
    <fieldset className="plan-row">
      <legend>{t('rotas.form.person', { n: place + 1 })}</legend>
      <Select
        id={field}
        name={signsIn ? field : undefined}
        label={t('rotas.form.who')}
        value={signsIn ? person.id : ''}
        error={signsIn ? mine : undefined}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...person, id: value, name: colleagues.find(({ id }) => id === value)?.name ?? '' })
        }
      >
        <option value="">{t('rotas.form.other')}</option>
        {colleagues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      {!signsIn && (
        <TextInput
          id={`${field}-name`}
          name={field}
          maxLength={200}
          autoComplete="off"
          label={t('rotas.form.name')}
          value={person.name}
          error={mine}
          onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
        />
      )}
      <WayFields
        id={`${field}-way`}
        kinds={staffWays}
        ways={person.ways}
        wrong={wrongWay}
        onChange={(ways) => onChange({ ...person, ways })}
      />
      <button type="button" className="tool" onClick={props.onRemove}>
        {t('rotas.form.removePerson', { n: place + 1 })}
      </button>
    </fieldset>
  );
}
