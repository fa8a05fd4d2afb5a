import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { mappedDevice } from '../../../gateway/contract/hubs.ts';
import { useRevocation } from '../../shared/api/home-kit-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { mayDo } from '../../shared/roles.ts';

/** A device was mapped: how much of what came before was understood, and for whoever may, the way to undo it. */
export function MappedDialog(props: { homeId: string; name: string; mapped: z.infer<typeof mappedDevice>; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const revocation = useRevocation(props.homeId);
  const mayUndo = mayDo(useMe().data?.role, 'setUp');
  const { name, onClose } = props;
  const { deviceId, replayed } = props.mapped;
  const undo = () =>
    revocation.mutate(deviceId, {
      onSuccess: () => {
        announce(t('homeKit.map.undone', { name }));
        onClose();
      },
    });
  return (
    <Dialog title={t('homeKit.map.doneTitle', { name })} onClose={onClose}>
      <p role="status">{replayed === 0 ? t('homeKit.map.understoodNone') : t('homeKit.map.understood', { count: replayed })}</p>
      {mayUndo && <p className="quiet">{t('homeKit.map.undoSays')}</p>}
      {revocation.error && (
        <p className="notice notice--warn" role="alert">
          {revocation.error.message}
        </p>
      )}
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={onClose}>
          {t('homeKit.map.done')}
        </button>
        {mayUndo && (
          <button
            type="button"
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            disabled={revocation.isPending}
            onClick={undo}
          >
            {t('homeKit.map.undo')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
