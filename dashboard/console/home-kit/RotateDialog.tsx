import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../../gateway/contract/home-kit.ts';
import { useRotation } from '../../shared/api/home-kit-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { SecretDialog } from '../../shared/components/SecretDialog.tsx';

/** A new secret in place of the old one, shown this once. */
export function RotateDialog({ device, homeId, onClose }: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const rotation = useRotation(homeId);
  const { id, name } = device;
  if (rotation.data) {
    const { username, secret } = rotation.data;
    const lines = [
      { label: t('homeKit.secret.user'), value: username },
      { label: t('homeKit.secret.secret'), value: secret },
    ];
    return <SecretDialog title={t('homeKit.credential.rotated', { name })} lines={lines} onClose={onClose} />;
  }
  const submit = () => {
    rotation.mutate(id);
    return null;
  };
  return (
    <FormDialog
      title={t('homeKit.credential.title', { name })}
      send={t('homeKit.credential.rotateSend')}
      warning
      canSend={!rotation.isPending}
      problem={rotation.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t('homeKit.credential.rotateSays')}</p>}
    </FormDialog>
  );
}
