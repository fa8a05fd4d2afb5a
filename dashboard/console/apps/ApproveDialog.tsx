import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { type AppView, appVersion } from '../../../gateway/contract/apps.ts';
import { useAppApproval } from '../../shared/api/app-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A version of an app may send from now on; one that was withdrawn may be approved again. */
export function ApproveDialog({ app, onClose }: { app: AppView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const approval = useAppApproval(app.id);
  const { name } = app;
  const submit = (entered: FormData) => {
    const [version, reason] = [String(entered.get('version')).trim(), String(entered.get('reason')).trim()];
    if (!appVersion.safeParse(version).success) return { field: 'version', says: t('apps.versionMissing') };
    if (reason === '') return { field: 'reason', says: t('apps.reasonMissing') };
    const onSuccess = () => {
      announce(t('apps.approved', { version, name }));
      onClose();
    };
    approval.mutate({ version, reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('apps.approveOf', { name })}
      send={t('apps.approveSend')}
      canSend={!approval.isPending}
      problem={approval.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="approve-version"
            name="version"
            maxLength={40}
            label={t('apps.version')}
            hint={t('apps.versionHint')}
            error={missing('version')}
          />
          <TextInput
            id="approve-reason"
            name="reason"
            maxLength={500}
            label={t('apps.grounds')}
            hint={t('apps.groundsHint')}
            error={missing('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
