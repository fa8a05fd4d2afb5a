import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../../gateway/contract/home-kit.ts';
import { useCertificate } from '../../shared/api/home-kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A certificate that a device may show in place of its secret: given, replaced or taken away. */
export function CertificateDialog({ device, homeId, onClose }: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const certificate = useCertificate(homeId);
  const { id, name } = device;
  const save = (pem: string | null) => {
    const onSuccess = () => {
      announce(t(`homeKit.credential.${pem === null ? 'certificateRemoved' : 'certificateSaved'}`, { name }));
      onClose();
    };
    certificate.mutate({ deviceId: id, pem }, { onSuccess });
  };
  const submit = (entered: FormData) => {
    const pem = String(entered.get('pem')).trim();
    if (pem === '') return { field: 'pem', says: t('homeKit.credential.pemMissing') };
    save(pem);
    return null;
  };
  return (
    <FormDialog
      title={t('homeKit.credential.title', { name })}
      send={t('homeKit.credential.certificateSend')}
      canSend={!certificate.isPending}
      problem={certificate.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('homeKit.credential.certificateSays')}</p>
          <Textarea
            id="certificate-pem"
            name="pem"
            rows={6}
            maxLength={20_000}
            label={t('homeKit.credential.pem')}
            error={missing('pem')}
          />
          {device.certificateSha256 && (
            <p>
              <button type="button" className="tool" disabled={certificate.isPending} onClick={() => save(null)}>
                {t('homeKit.credential.removeCertificate')}
              </button>
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
}
