import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { hasAddress, type TypedWay, type WayKind } from './ways.ts';

/**
 * Ways to reach somebody, best first: added, removed and put earlier. `kinds` can be chosen; one of another kind stays as it is. `wrong`: the
 * place of one that is none. `id` sets apart several of these on one page.
 */
export function WayFields(props: {
  id?: string;
  kinds: readonly WayKind[];
  ways: readonly TypedWay[];
  onChange: (ways: readonly TypedWay[]) => void;
  wrong: number | null;
}) {
  const { t } = useTranslation();
  const { id = 'way', kinds, ways, onChange } = props;
  const put = (place: number, way: TypedWay) => onChange(ways.with(place, way));
  return (
    <fieldset className="dialog__group">
      <legend>{t('contacts.form.ways')}</legend>
      {ways.map((way, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way has no name but its place
        <div className="way-fields" key={place}>
          <Select
            id={`${id}-kind-${place}`}
            label={t('contacts.form.way', { n: place + 1 })}
            value={way.kind}
            onChange={(event) => put(place, { ...way, kind: event.currentTarget.value as WayKind })}
          >
            {(kinds.includes(way.kind) ? kinds : [...kinds, way.kind]).map((kind) => (
              <option key={kind} value={kind}>
                {t(`terms.channel.${kind}`)}
              </option>
            ))}
          </Select>
          {!hasAddress(way.kind) ? (
            <span />
          ) : (
            <TextInput
              id={`${id}-address-${place}`}
              name={`${id}-${place}`}
              autoComplete="off"
              label={t('contacts.form.address')}
              value={way.address}
              error={props.wrong === place ? t('contacts.form.addressWrong', { n: place + 1 }) : undefined}
              onChange={(event) => put(place, { ...way, address: event.currentTarget.value })}
            />
          )}
          <span className="actions__row">
            {place > 0 && (
              <button
                type="button"
                className="tool"
                aria-label={t('contacts.form.earlier', { n: place + 1 })}
                onClick={() => onChange(ways.with(place, ways[place - 1]!).with(place - 1, way))}
              >
                {t('contacts.form.first')}
              </button>
            )}
            <button
              type="button"
              className="tool"
              aria-label={t('contacts.form.removeWay', { n: place + 1 })}
              onClick={() => onChange(ways.toSpliced(place, 1))}
            >
              {t('contacts.form.remove')}
            </button>
          </span>
        </div>
      ))}
      {ways.length < 10 && (
        <button type="button" className="tool" onClick={() => onChange([...ways, { kind: 'sms', address: '' }])}>
          {t('contacts.form.addWay')}
        </button>
      )}
    </fieldset>
  );
}
