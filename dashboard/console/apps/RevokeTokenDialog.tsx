import { useTranslation } from 'react-i18next';
import type { AppCredentialLine } from '../../../gateway/contract/apps.ts';
import { useAppRevocation } from '../../shared/api/app-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** The token of one person ends. */
export function RevokeTokenDialog({ line, onClose }: { line: AppCredentialLine; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const revocation = useAppRevocation();
  const name = line.patientName;
  const submit = () => {
    const onSuccess = () => {
      announce(t('apps.revoked', { name }));
      onClose();
    };
    revocation.mutate(line.deviceId, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('apps.revokeTitle', { name })}
      send={t('apps.revokeSend')}
      warning
      canSend={!revocation.isPending}
      problem={revocation.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t('apps.revokeSays')}</p>}
    </FormDialog>
  );
}
