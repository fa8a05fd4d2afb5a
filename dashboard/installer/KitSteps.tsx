import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeKit, KitDevice } from '../../gateway/contract/home-kit.ts';
import { dayAndTime } from '../shared/time/format.ts';
import { TrialDialog } from './TrialDialog.tsx';

/** A hub shows that it is connected, and an app has a person; everything else is tried by hand. */
const notTried: ReadonlySet<string> = new Set(['hub', 'app']);

/** Every device of the home with whether it worked when it was tried, until all did. */
export function KitSteps({ kit }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<KitDevice | null>(null);
  const devices = kit.devices.filter(({ kind }) => !notTried.has(kind));
  const done = devices.filter(({ lastTest }) => lastTest?.worked).length;
  return (
    <section className="card" aria-labelledby="kit-title">
      <h2 className="card__title" id="kit-title">
        {t('installer.kit')}
      </h2>
      {devices.length === 0 ? (
        <p className="quiet">{t('installer.kitNone')}</p>
      ) : (
        <p role="status">
          {done === devices.length ? (
            <span className="steps-done">{t('installer.allDone')}</span>
          ) : (
            t('installer.progress', { done, all: devices.length })
          )}
        </p>
      )}
      {devices.map((device) => (
        <div className="kit-step" key={device.id}>
          <h3>{device.name}</h3>
          <p>
            {t(`terms.device.${device.kind}`)}
            {device.room && `, ${t(`homeKit.room.${device.room}`)}`} · <Tried device={device} />
          </p>
          <button type="button" className="take" aria-label={t('installer.tryOf', { name: device.name })} onClick={() => setOpen(device)}>
            {t('installer.try')}
          </button>
        </div>
      ))}
      {open && <TrialDialog device={open} homeId={kit.homeId} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Tried({ device: { lastTest } }: { device: KitDevice }) {
  const { t } = useTranslation();
  if (lastTest === null) return <>{t('installer.untried')}</>;
  const time = dayAndTime(Date.parse(lastTest.at));
  return lastTest.worked ? (
    <span className="steps-done">{t('installer.worked', { time })}</span>
  ) : (
    <strong className="never">{t('installer.failed', { time })}</strong>
  );
}
