import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { responseSkills } from '../../../rules/model/response.ts';
import { useNewUnit, useUnitChange } from '../../shared/api/response-queries.ts';
import type { Locality, Team } from '../../shared/api/shapes.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { treeOf } from '../localities/tree.ts';
import type { UnitSetUp } from './UnitsPage.tsx';

/** Adds a unit, or says otherwise what one is called, can do, and where it goes. `unit` null: a new one. */
export function UnitDialog(props: { unit: UnitSetUp | null; teams: readonly Team[]; places: readonly Locality[]; onClose: () => void }) {
  const { unit, teams, places, onClose } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const adding = useNewUnit();
  const changing = useUnitChange(unit?.id ?? '');
  const submit = (entered: FormData) => {
    const name = String(entered.get('name')).trim();
    if (name === '') return { field: 'name', says: t('response.setUp.nameMissing') };
    const to = {
      name,
      teamId: String(entered.get('team')),
      skills: responseSkills.filter((skill) => entered.getAll('skill').includes(skill)),
      localityIds: entered.getAll('area').map(String),
    };
    const onSuccess = () => {
      announce(t('response.setUp.saved', { name }));
      onClose();
    };
    if (unit) changing.mutate({ ...to, retired: entered.get('retired') !== null }, { onSuccess });
    else adding.mutate(to, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={unit ? t('response.setUp.changeOf', { name: unit.name }) : t('response.setUp.add')}
      send={t('response.setUp.send')}
      canSend={!adding.isPending && !changing.isPending}
      problem={(adding.error ?? changing.error)?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="unit-name"
            name="name"
            maxLength={200}
            label={t('response.setUp.name')}
            hint={t('response.setUp.nameHint')}
            defaultValue={unit?.name ?? ''}
            error={missing('name')}
          />
          <Select id="unit-team" name="team" label={t('response.setUp.team')} defaultValue={unit?.teamId ?? teams[0]?.id ?? ''}>
            {teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <fieldset className="nhsuk-fieldset skills">
            <legend className="nhsuk-label">{t('response.setUp.skills')}</legend>
            {responseSkills.map((skill) => (
              <label key={skill} className="check">
                <input type="checkbox" name="skill" value={skill} defaultChecked={unit?.skills.includes(skill)} />{' '}
                {t(`response.terms.skill.${skill}`)}
              </label>
            ))}
          </fieldset>
          <fieldset className="nhsuk-fieldset skills">
            <legend className="nhsuk-label">{t('response.setUp.area')}</legend>
            <p className="nhsuk-hint">{t('response.setUp.areaHint')}</p>
            {treeOf(places).map(({ place, depth }) => (
              <label key={place.id} className="check unit-area" style={{ paddingInlineStart: `${depth * 1.5}rem` }}>
                <input type="checkbox" name="area" value={place.id} defaultChecked={unit?.localityIds.includes(place.id)} /> {place.name}
              </label>
            ))}
          </fieldset>
          {unit && (
            <>
              <label className="check">
                <input type="checkbox" name="retired" defaultChecked={unit.retired} /> {t('response.setUp.retire')}
              </label>
              <p className="quiet">{t('response.setUp.retireHint')}</p>
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
