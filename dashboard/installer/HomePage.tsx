import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HomeKit } from '../../gateway/contract/home-kit.ts';
import type { FoundDevice } from '../../gateway/contract/hubs.ts';
import { ClaimCodeDialog } from '../console/home-kit/ClaimCodeDialog.tsx';
import { FoundList } from '../console/home-kit/FoundList.tsx';
import { IgnoreDialog } from '../console/home-kit/IgnoreDialog.tsx';
import { MapDialog } from '../console/home-kit/MapDialog.tsx';
import { useFoundDevices, useHomeKit } from '../shared/api/home-kit-queries.ts';
import { Page } from '../shared/components/Page.tsx';
import { Failure, Loading } from '../shared/components/States.tsx';
import { Brought } from './Brought.tsx';
import { KitSteps } from './KitSteps.tsx';

/** One home, in the order in which it is fitted: what is brought, the hub, what it finds, and each device tried. */
export function HomePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useHomeKit(id);
  const back = (
    <Link className="back" to="/">
      ‹ {t('installer.back')}
    </Link>
  );
  return (
    <Page title={data?.address ?? t('homeKit.loading')} above={back}>
      {data ? (
        <>
          <Brought patients={data.patients} />
          <Pairing kit={data} />
          <Found kit={data} />
          <KitSteps kit={data} />
        </>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} missing={t('installer.none')} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Pairing({ kit }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const hubs = kit.devices.filter(({ kind }) => kind === 'hub');
  return (
    <section className="card" aria-labelledby="pair-title">
      <h2 className="card__title" id="pair-title">
        {t('installer.pair')}
      </h2>
      {hubs.map(({ id, name, connected }) => (
        <p key={id}>
          {name}:{' '}
          {connected ? (
            <span className="steps-done">{t('installer.hubOn')}</span>
          ) : (
            <strong className="never">{t('installer.hubOff')}</strong>
          )}
        </p>
      ))}
      <p className="quiet">{t('installer.pairLead')}</p>
      <button type="button" className="tool" onClick={() => setMaking(true)}>
        {t('homeKit.claim.make')}
      </button>
      {making && <ClaimCodeDialog kit={kit} onClose={() => setMaking(false)} />}
    </section>
  );
}

type Open = { readonly what: 'map' | 'ignore'; readonly found: FoundDevice };

function Found({ kit }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useFoundDevices(kit.homeId);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  if (!kit.devices.some(({ kind }) => kind === 'hub')) return null;
  return (
    <section className="card" aria-labelledby="found-title">
      <h2 className="card__title" id="found-title">
        {t('homeKit.found.title')}
      </h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <FoundList
          found={data.filter(({ ignored }) => ignored === null)}
          map={(found) => setOpen({ what: 'map', found })}
          ignore={(found) => setOpen({ what: 'ignore', found })}
        />
      )}
      {open?.what === 'map' && <MapDialog found={open.found} kit={kit} onClose={close} />}
      {open?.what === 'ignore' && <IgnoreDialog found={open.found} homeId={kit.homeId} onClose={close} />}
    </section>
  );
}
