import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { daysOfWeek } from '../../../rules/model/calendar.ts';
import { blankWindow, type DutyTime, onDays } from './rota-draft.ts';

/** Stretches of local time with their days of the week. What else is said of one, such as bank holidays, stays as it is. */
export function WindowFields(props: {
  id: string;
  label: string;
  windows: readonly DutyTime[];
  onChange: (windows: readonly DutyTime[]) => void;
}) {
  const { t } = useTranslation();
  const { id, label, windows, onChange } = props;
  return (
    <>
      {windows.map((window, place) => {
        const put = (changes: Partial<DutyTime>) => onChange(windows.with(place, { ...window, ...changes }));
        const chosen = window.days ?? daysOfWeek;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch of time has no name but its place
          <fieldset className="plan-row" key={place}>
            <legend>{t('rotas.form.time', { label, n: place + 1 })}</legend>
            <div className="side-by-side">
              <TextInput
                id={`${id}-from-${place}`}
                type="time"
                label={t('rotas.form.from')}
                value={window.from}
                onChange={(event) => put({ from: event.currentTarget.value })}
              />
              <TextInput
                id={`${id}-to-${place}`}
                type="time"
                label={t('rotas.form.to')}
                value={window.to}
                onChange={(event) => put({ to: event.currentTarget.value })}
              />
            </div>
            <div className="several">
              {daysOfWeek.map((day) => (
                <label key={day}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(day)}
                    onChange={(event) =>
                      onChange(
                        windows.with(place, onDays(window, event.target.checked ? [...chosen, day] : chosen.filter((one) => one !== day))),
                      )
                    }
                  />{' '}
                  {t(`rotas.days.${day}`)}
                </label>
              ))}
            </div>
            <button
              type="button"
              className="tool"
              aria-label={t('rotas.form.removeTime', { label, n: place + 1 })}
              onClick={() => onChange(windows.toSpliced(place, 1))}
            >
              {t('rotas.form.remove')}
            </button>
          </fieldset>
        );
      })}
      <button
        type="button"
        className="tool"
        aria-label={t('rotas.form.addTimeOf', { label })}
        onClick={() => onChange([...windows, blankWindow])}
      >
        {t('rotas.form.addTime')}
      </button>
    </>
  );
}
