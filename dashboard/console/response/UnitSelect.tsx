import { Select } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { ResponseSkill } from '../../../rules/model/response.ts';
import { type Candidate, candidates, type UnitOnBoard } from './units.ts';

/** The units to choose from, the best free one first and with why; those that cannot be asked now are shown, and cannot be chosen. */
export function UnitSelect(props: {
  id: string;
  label: string;
  /** The first choice, which is no unit. */
  none: string;
  error?: string | undefined;
  units: readonly UnitOnBoard[];
  wanted: { skills: readonly ResponseSkill[]; localityName: string | null };
}) {
  const { t } = useTranslation();
  const all = candidates(props.units, props.wanted);
  const free = all.filter(({ unit }) => unit.state === 'free');
  const others = all.filter(({ unit }) => unit.state !== 'free');
  const said = ({ unit, lacks, isNear }: Candidate) =>
    [
      `${unit.name} (${unit.teamName})`,
      t(`response.terms.unitState.${unit.state}`),
      isNear && t('response.dispatch.near'),
      lacks.length > 0 && t('response.dispatch.lacks', { skills: lacks.map((skill) => t(`response.terms.skill.${skill}`)).join(', ') }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <Select id={props.id} name="unit" label={props.label} error={props.error} defaultValue="">
      <option value="">{props.none}</option>
      {free.map((each) => (
        <option key={each.unit.id} value={each.unit.id}>
          {said(each)}
        </option>
      ))}
      {others.length > 0 && (
        <optgroup label={t('response.dispatch.notNow')}>
          {others.map((each) => (
            <option key={each.unit.id} value={each.unit.id} disabled>
              {said(each)}
            </option>
          ))}
        </optgroup>
      )}
    </Select>
  );
}
