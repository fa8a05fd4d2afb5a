import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../gateway/contract/accounts.ts';
import { useDisabling, useEnabling, useFactorReset } from '../../shared/api/people-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

export type Change = 'disable' | 'enable' | 'reset';

/** What follows is said before it is done. */
export function AccountDialog({ change, account, onClose }: { change: Change; account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [disabling, enabling, resetting] = [useDisabling(), useEnabling(), useFactorReset()];
  const { id, name } = account;
  const asked = { disable: disabling, enable: enabling, reset: resetting }[change];
  const done = () => {
    announce(t(`users.change.${change}.did`, { name }));
    onClose();
  };
  const submit = () => {
    if (change === 'disable') disabling.mutate(id, { onSuccess: done });
    else if (change === 'reset') resetting.mutate(id, { onSuccess: done });
    else enabling.mutate(id, { onSuccess: ({ mailed }) => (mailed === 'sent' ? done() : undefined) });
    return null;
  };
  if (enabling.data?.mailed === 'failed')
    return (
      <Dialog title={t('users.change.enable.did', { name })} onClose={onClose}>
        <p className="notice notice--warn" role="alert">
          {t('users.notMailed')}
        </p>
        <div className="dialog__actions">
          <button type="button" className="nhsuk-button nhsuk-button--small" onClick={onClose}>
            {t('users.close')}
          </button>
        </div>
      </Dialog>
    );
  return (
    <FormDialog
      title={t(`users.change.${change}.title`, { name })}
      send={t(`users.change.${change}.send`)}
      warning={change !== 'enable'}
      canSend={!asked.isPending}
      problem={asked.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => <p>{t(`users.change.${change}.says`, { name })}</p>}
    </FormDialog>
  );
}
