import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../gateway/contract/home-kit.ts';
import { useTrial } from '../shared/api/installer-queries.ts';
import { Dialog } from '../shared/components/Dialog.tsx';
import { callsTheCentre, howToTry } from './how-to-try.ts';
import { type Listening, trialSeconds, useListening } from './use-trial.ts';

/** Somebody stands beside a device and tries it: the page says at once whether it was heard, and writes down what they say of it. */
export function TrialDialog({ device, homeId, onClose }: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { listening, start } = useListening(device.id);
  const trial = useTrial(homeId);
  const { name, kind } = device;
  const over = listening.state === 'heard' || listening.state === 'not-heard';
  const note =
    listening.state === 'heard'
      ? t('installer.trial.noteHeard', { seconds: listening.seconds })
      : t('installer.trial.noteNotHeard', { seconds: trialSeconds });
  const say = (worked: boolean) => trial.mutate({ deviceId: device.id, worked, note }, { onSuccess: onClose });
  return (
    <Dialog title={t('installer.trial.title', { name })} onClose={onClose}>
      {callsTheCentre(kind) && <p className="notice notice--warn">{t('installer.trial.calls')}</p>}
      <p>{t(`installer.ask.${howToTry(kind)}`)}</p>
      <Said listening={listening} />
      {trial.error && (
        <p className="notice notice--warn" role="alert">
          {trial.error.message}
        </p>
      )}
      <div className="dialog__actions">
        {listening.state === 'heard' && (
          <button type="button" className="nhsuk-button nhsuk-button--small" disabled={trial.isPending} onClick={() => say(true)}>
            {t('installer.trial.works')}
          </button>
        )}
        {listening.state !== 'waiting' && listening.state !== 'heard' && (
          <button type="button" className="nhsuk-button nhsuk-button--small" onClick={start}>
            {t(listening.state === 'idle' ? 'installer.trial.start' : 'installer.trial.again')}
          </button>
        )}
        {over && (
          <button
            type="button"
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            disabled={trial.isPending}
            onClick={() => say(false)}
          >
            {t('installer.trial.worksNot')}
          </button>
        )}
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onClose}>
          {t('installer.trial.close')}
        </button>
      </div>
    </Dialog>
  );
}

function Said({ listening }: { listening: Listening }) {
  const { t } = useTranslation();
  switch (listening.state) {
    case 'idle':
      return null;
    case 'waiting':
      return (
        <>
          <p className="try-it">{t('installer.trial.waiting', { left: listening.left })}</p>
          {listening.away && <p role="alert">{t('installer.trial.away', { detail: listening.away })}</p>}
        </>
      );
    case 'heard':
      return (
        <p className="try-it steps-done" role="status">
          {t('installer.trial.heard', { seconds: listening.seconds })}
        </p>
      );
    case 'not-heard':
      return (
        <div role="status">
          <p className="try-it never">{t('installer.trial.notHeard', { seconds: trialSeconds })}</p>
          {listening.onlySign && <p>{t('installer.trial.onlySign')}</p>}
        </div>
      );
  }
}
