import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { DraftPerson, DraftShift, Wrong } from './rota-draft.ts';
import { blankWindow } from './rota-draft.ts';
import type { ShiftPattern } from './ShiftPatternDialog.tsx';
import { timesText } from './times-text.ts';
import { WindowFields } from './WindowFields.tsx';

/** One place to be filled again and again: when it is, who takes it, in which order and for how long each. */
export function ShiftFields(props: {
  place: number;
  shift: DraftShift;
  people: readonly DraftPerson[];
  patterns: readonly ShiftPattern[];
  wrong: Wrong | null;
  onChange: (shift: DraftShift) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const { place, shift, people, wrong, onChange } = props;
  const id = (field: string) => `shift-${place}-${field}`;
  const put = (changes: Partial<DraftShift>) => onChange({ ...shift, ...changes });
  const mine = (field: string) => (wrong?.field === id(field) ? t(`rotas.form.wrong.${wrong.says}`, { n: place + 1 }) : undefined);
  const chosen = props.patterns.find(({ id }) => id === shift.patternId);
  const named = (one: number) => people[one]?.name.trim() || t('rotas.form.person', { n: one + 1 });
  return (
    <fieldset className="plan-row">
      <legend>{t('rotas.form.shift', { n: place + 1 })}</legend>
      <TextInput
        id={id('name')}
        name={id('name')}
        maxLength={200}
        label={t('rotas.form.shiftName')}
        value={shift.name}
        error={mine('name')}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <Select
        id={id('pattern')}
        name={id('pattern')}
        label={t('rotas.form.when')}
        value={shift.patternId ?? ''}
        error={mine('pattern')}
        onChange={({ currentTarget: { value } }) =>
          put({ patternId: value || null, windows: value === '' && shift.windows.length === 0 ? [blankWindow] : shift.windows })
        }
      >
        <option value="">{t('rotas.form.ownTimes')}</option>
        {props.patterns.map((pattern) => (
          <option key={pattern.id} value={pattern.id}>
            {pattern.name}
          </option>
        ))}
      </Select>
      {chosen && <p className="quiet">{timesText(chosen.windows, t)}</p>}
      {shift.patternId === null && (
        <WindowFields
          id={id('time')}
          label={t('rotas.form.shift', { n: place + 1 })}
          windows={shift.windows}
          onChange={(windows) => put({ windows })}
        />
      )}
      <fieldset className="dialog__group">
        <legend>{t('rotas.form.turns')}</legend>
        <ol>
          {shift.people.map((one, turn) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: somebody can have more than one turn
            <li key={turn}>
              {named(one)}{' '}
              {turn > 0 && (
                <button
                  type="button"
                  className="tool"
                  aria-label={t('rotas.form.earlierOf', { name: named(one), shift: place + 1 })}
                  onClick={() => put({ people: shift.people.with(turn, shift.people[turn - 1]!).with(turn - 1, one) })}
                >
                  {t('rotas.form.earlier')}
                </button>
              )}{' '}
              <button
                type="button"
                className="tool"
                aria-label={t('rotas.form.removeTurn', { name: named(one), shift: place + 1 })}
                onClick={() => put({ people: shift.people.toSpliced(turn, 1) })}
              >
                {t('rotas.form.remove')}
              </button>
            </li>
          ))}
        </ol>
        <Select
          id={id('add')}
          name={id('add')}
          label={t('rotas.form.addTurn')}
          value=""
          error={mine('add')}
          onChange={({ currentTarget: { value } }) => value !== '' && put({ people: [...shift.people, Number(value)] })}
        >
          <option value="">{t('rotas.form.choose')}</option>
          {people.map((_, one) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a person is known here by their place
            <option key={one} value={one}>
              {named(one)}
            </option>
          ))}
        </Select>
      </fieldset>
      <div className="side-by-side">
        <TextInput
          id={id('startsOn')}
          name={id('startsOn')}
          type="date"
          label={t('rotas.form.startsOn')}
          value={shift.startsOn}
          error={mine('startsOn')}
          onChange={(event) => put({ startsOn: event.currentTarget.value })}
        />
        <TextInput
          id={id('turnDays')}
          name={id('turnDays')}
          inputMode="numeric"
          label={t('rotas.form.turnDays')}
          value={shift.turnDays}
          error={mine('turnDays')}
          onChange={(event) => put({ turnDays: event.currentTarget.value })}
        />
      </div>
      <button type="button" className="tool" onClick={props.onRemove}>
        {t('rotas.form.removeShift', { n: place + 1 })}
      </button>
    </fieldset>
  );
}
