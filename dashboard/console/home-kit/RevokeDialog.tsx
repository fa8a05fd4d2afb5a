import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../../gateway/contract/home-kit.ts';
import { useRevocation } from '../../shared/api/home-kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A device ends; it is said first what that means for one of its sort. */
export function RevokeDialog({ device, homeId, onClose }: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const revocation = useRevocation(homeId);
  const { id, name, kind, hubId } = device;
  const submit = () => {
    const onSuccess = () => {
      announce(t('homeKit.credential.revoked', { name }));
      onClose();
    };
    revocation.mutate(id, { onSuccess });
    return null;
  };
  const says = kind === 'hub' ? 'revokeHubSays' : hubId === null ? 'revokeSays' : 'revokeMappedSays';
  return (
    <FormDialog
      title={t('homeKit.credential.title', { name })}
      send={t('homeKit.credential.revokeSend')}
      warning
      canSend={!revocation.isPending}
      problem={revocation.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t(`homeKit.credential.${says}`)}</p>}
    </FormDialog>
  );
}
