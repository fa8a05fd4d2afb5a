import { useTranslation } from 'react-i18next';
import type { FoundDevice } from '../../../gateway/contract/hubs.ts';
import { observationKinds } from '../../../rules/model/observation.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { valueText } from '../patients/value-text.ts';
import { signalOf } from './signal.ts';

type Act = (found: FoundDevice) => void;

/** What waits to be mapped: what each says, when, and how well it is received. `map` null: it is not theirs to say. */
export function FoundList({ found, map, ignore }: { found: readonly FoundDevice[]; map: Act | null; ignore: Act }) {
  const { t } = useTranslation();
  if (found.length === 0) return <p>{t('homeKit.found.none')}</p>;
  return (
    <ul className="plain-list found">
      {found.map((one) => (
        <li key={`${one.hubId} ${one.nativeId}`} className="found__one">
          <h3 className="found__name">
            {one.name} <span className="quiet">{[one.make, one.model].filter(Boolean).join(' ')}</span>
          </h3>
          {one.likelyGhost && <p className="notice">{t('homeKit.found.ghost')}</p>}
          <Said found={one} />
          {map && (
            <div className="actions__row">
              <button type="button" className="take" aria-label={t('homeKit.found.mapOf', { name: one.name })} onClick={() => map(one)}>
                {t('homeKit.found.map')}
              </button>
              <button
                type="button"
                className="tool"
                aria-label={t('homeKit.found.ignoreOf', { name: one.name })}
                onClick={() => ignore(one)}
              >
                {t('homeKit.found.ignore')}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Said({ found }: { found: FoundDevice }) {
  const { t } = useTranslation();
  if (found.lastHeardAt === null) return <p className="quiet">{t('homeKit.found.silent')}</p>;
  const signal = signalOf(found);
  return (
    <dl className="pairs">
      <dt>{t('homeKit.found.says')}</dt>
      <dd>{found.properties.length === 0 ? t('homeKit.found.nothingRead') : <Properties found={found} />}</dd>
      <dt>{t('homeKit.found.last')}</dt>
      <dd>
        <Ago at={found.lastHeardAt} />, {t('homeKit.found.messages', { count: found.messages })}
      </dd>
      <dt>{t('homeKit.found.signal')}</dt>
      <dd>{signal === null ? t('homeKit.found.noSignal') : t(`homeKit.found.${signal.scale}`, { value: signal.value })}</dd>
    </dl>
  );
}

/** What each property means first, then as it was sent; what would not be kept is last and quiet. */
function Properties({ found }: { found: FoundDevice }) {
  const { t } = useTranslation();
  const sent = ({ name, value, unit }: FoundDevice['properties'][number]) =>
    t('homeKit.found.asSent', { name, value: [String(value), unit].filter(Boolean).join(' ') });
  const meant = found.properties.filter(({ reading }) => reading !== null);
  const signal = signalOf(found);
  const rest = found.properties.filter(({ name, reading }) => reading === null && name !== signal?.name);
  return (
    <ul className="plain-list">
      {meant.map((property) => (
        <li key={property.name}>
          {property.reading && (
            <strong>
              {observationKinds[property.reading.kind].label}: {valueText(property.reading, t)}
            </strong>
          )}{' '}
          <span className="quiet">{sent(property)}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li className="quiet">
          {t('homeKit.found.notKept')}: {rest.map(({ name, value }) => `${name} ${String(value)}`).join(', ')}
        </li>
      )}
    </ul>
  );
}
