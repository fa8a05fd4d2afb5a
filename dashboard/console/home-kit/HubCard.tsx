import { useTranslation } from 'react-i18next';
import type { HomeKit, KitDevice } from '../../../gateway/contract/home-kit.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { DeviceState } from '../patients/DeviceState.tsx';
import { KitTable } from './KitTable.tsx';

/** One hub: how it stands, and what is behind it. `credential` null: it is not theirs to change. */
export function HubCard({ hub, kit, credential }: { hub: KitDevice; kit: HomeKit; credential: ((device: KitDevice) => void) | null }) {
  const { t } = useTranslation();
  const behind = kit.devices.filter(({ hubId }) => hubId === hub.id);
  const titleId = `hub-${hub.id}`;
  return (
    <section className="card" aria-labelledby={titleId}>
      <div className="card__head">
        <h2 className="card__title" id={titleId}>
          {hub.name}
        </h2>
        {credential && (
          <button
            type="button"
            className="tool"
            aria-label={t('homeKit.device.credentialOf', { name: hub.name })}
            onClick={() => credential(hub)}
          >
            {t('homeKit.device.credential')}
          </button>
        )}
      </div>
      <p>
        <DeviceState device={hub} />, {hub.connected ? t('homeKit.hub.connected') : t('homeKit.hub.notConnected')}
        <span className="quiet">
          {' · '}
          {hub.lastHeardAt ? (
            <>
              {t('homeKit.hub.heard')} <Ago at={hub.lastHeardAt} />
            </>
          ) : (
            t('homeKit.hub.neverHeard')
          )}
          {' · '}
          {hub.id}
        </span>
      </p>
      {behind.length === 0 ? (
        <p className="quiet">{t('homeKit.hub.noneBehind')}</p>
      ) : (
        <KitTable caption={`${t('homeKit.hub.behind')}: ${hub.name}`} devices={behind} kit={kit} credential={credential} />
      )}
    </section>
  );
}
