import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../../gateway/contract/home-kit.ts';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { CertificateDialog } from './CertificateDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { RotateDialog } from './RotateDialog.tsx';

const steps = { rotate: RotateDialog, certificate: CertificateDialog, move: MoveDialog, revoke: RevokeDialog } as const;
type Step = keyof typeof steps;

/** How a device signs in, and what can be done about it. */
export function CredentialDialog(props: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  if (step !== null) {
    const Shown = steps[step];
    return <Shown {...props} />;
  }
  const { device, onClose } = props;
  const signsIn = device.appId !== null ? 'byApp' : device.hubId !== null ? 'byHub' : 'bySecret';
  const act = (to: Step, words: string) => (
    <button type="button" className="tool" onClick={() => setStep(to)}>
      {words}
    </button>
  );
  return (
    <Dialog title={t('homeKit.credential.title', { name: device.name })} onClose={onClose}>
      <p>{t(`homeKit.credential.${signsIn}`)}</p>
      <dl className="pairs">
        <dt>{t('homeKit.credential.id')}</dt>
        <dd>{device.id}</dd>
        {signsIn === 'bySecret' && (
          <>
            <dt>{t('homeKit.credential.certificate')}</dt>
            <dd className="fingerprint">
              {device.certificateSha256 ? inPairs(device.certificateSha256) : t('homeKit.credential.noCertificate')}
            </dd>
          </>
        )}
      </dl>
      <div className="actions__row credential__acts">
        {signsIn === 'bySecret' && (
          <>
            {act('rotate', t('homeKit.credential.rotate'))}
            {act('certificate', t('homeKit.credential.giveCertificate'))}
            {act('move', t('homeKit.credential.move'))}
          </>
        )}
        {act('revoke', t('homeKit.credential.revoke'))}
      </div>
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onClose}>
          {t('frame.close')}
        </button>
      </div>
    </Dialog>
  );
}

/** A fingerprint as other programs show it: `AB:CD:…`. */
const inPairs = (hex: string): string => hex.toUpperCase().match(/../g)?.join(':') ?? '';
