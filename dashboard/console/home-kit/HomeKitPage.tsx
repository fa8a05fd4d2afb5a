import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HomeKit, KitDevice } from '../../../gateway/contract/home-kit.ts';
import type { FoundDevice } from '../../../gateway/contract/hubs.ts';
import { useFoundDevices, useHomeKit } from '../../shared/api/home-kit-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { ClaimCodes } from './ClaimCodes.tsx';
import { CredentialDialog } from './CredentialDialog.tsx';
import { FoundList } from './FoundList.tsx';
import { HubCard } from './HubCard.tsx';
import { IgnoreDialog } from './IgnoreDialog.tsx';
import { IgnoredList } from './IgnoredList.tsx';
import { Installers } from './Installers.tsx';
import { KeySafe } from './KeySafe.tsx';
import { KitTable } from './KitTable.tsx';
import { MapDialog } from './MapDialog.tsx';
import { NewHubDialog } from './NewHubDialog.tsx';

type Open =
  | { readonly what: 'hub' }
  | { readonly what: 'map' | 'ignore'; readonly found: FoundDevice }
  | { readonly what: 'credential'; readonly device: KitDevice };

/** What hangs in a home: its hubs, what was found behind them, what speaks for itself, and codes that pair more. */
export function HomeKitPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const kit = useHomeKit(id);
  if (!kit.data)
    return (
      <Page title={t('homeKit.loading')}>
        {kit.error ? <Failure error={kit.error} retry={() => void kit.refetch()} missing={t('homeKit.notFound')} /> : <Loading />}
      </Page>
    );
  const { address, patients } = kit.data;
  const livesHere =
    patients.length === 0 ? (
      <p className="quiet">{t('homeKit.nobody')}</p>
    ) : (
      <p>
        {t('homeKit.livesHere')}{' '}
        {patients.map((patient, i) => (
          <span key={patient.id}>
            {i > 0 && ', '}
            <Link to={`/patients/${encodeURIComponent(patient.id)}`}>{patient.name}</Link>
          </span>
        ))}
      </p>
    );
  return (
    <Page title={t('homeKit.title', { address })} above={livesHere}>
      <Kit kit={kit.data} />
    </Page>
  );
}

function Kit({ kit }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const found = useFoundDevices(kit.homeId);
  const setsUp = mayDo(useMe().data?.role, 'setUp');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const hubs = kit.devices.filter(({ kind }) => kind === 'hub');
  const own = kit.devices.filter(({ kind, hubId }) => kind !== 'hub' && hubId === null);
  const credential = setsUp ? (device: KitDevice) => setOpen({ what: 'credential', device }) : null;
  const waiting = found.data?.filter(({ ignored }) => ignored === null);
  return (
    <>
      {hubs.length === 0 && <p>{t('homeKit.hub.none')}</p>}
      {hubs.map((hub) => (
        <HubCard key={hub.id} hub={hub} kit={kit} credential={credential} />
      ))}
      {setsUp && (
        <p>
          <button type="button" className="tool" onClick={() => setOpen({ what: 'hub' })}>
            {t('homeKit.hub.add')}
          </button>
        </p>
      )}
      {hubs.length > 0 && (
        <section className="card" aria-labelledby="found-title">
          <h2 className="card__title" id="found-title">
            {t('homeKit.found.title')}
          </h2>
          <p className="quiet">{t('homeKit.found.lead')}</p>
          {found.error && !found.data ? (
            <Failure error={found.error} retry={() => void found.refetch()} />
          ) : !waiting ? (
            <Loading />
          ) : (
            <FoundList
              found={waiting}
              map={setsUp ? (one) => setOpen({ what: 'map', found: one }) : null}
              ignore={(one) => setOpen({ what: 'ignore', found: one })}
            />
          )}
          <IgnoredList homeId={kit.homeId} ignored={found.data?.filter(({ ignored }) => ignored !== null) ?? []} takeBack={setsUp} />
        </section>
      )}
      <section className="card" aria-labelledby="own-title">
        <h2 className="card__title" id="own-title">
          {t('homeKit.own.title')}
        </h2>
        {own.length === 0 ? (
          <p>{t('homeKit.own.none')}</p>
        ) : (
          <KitTable caption={t('homeKit.own.title')} devices={own} kit={kit} credential={credential} />
        )}
      </section>
      <ClaimCodes kit={kit} />
      <KeySafe kit={kit} />
      <Installers homeId={kit.homeId} />
      {open?.what === 'hub' && <NewHubDialog homeId={kit.homeId} brokerUrl={kit.brokerUrl} onClose={close} />}
      {open?.what === 'map' && <MapDialog found={open.found} kit={kit} onClose={close} />}
      {open?.what === 'ignore' && <IgnoreDialog found={open.found} homeId={kit.homeId} onClose={close} />}
      {open?.what === 'credential' && <CredentialDialog device={open.device} homeId={kit.homeId} onClose={close} />}
    </>
  );
}
