import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { FoundDevice } from '../../../gateway/contract/hubs.ts';
import { useIgnoring } from '../../shared/api/home-kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Somebody says that a found device is none of this home's, and why. */
export function IgnoreDialog({ found, homeId, onClose }: { found: FoundDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const ignoring = useIgnoring(homeId);
  const { hubId, nativeId, name } = found;
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason === '') return { field: 'reason', says: t('homeKit.ignore.missing') };
    const onSuccess = () => {
      announce(t('homeKit.ignore.done', { name }));
      onClose();
    };
    ignoring.mutate({ hubId, nativeId, reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('homeKit.ignore.title', { name })}
      send={t('homeKit.ignore.send')}
      canSend={!ignoring.isPending}
      problem={ignoring.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('homeKit.ignore.says')}</p>
          <TextInput
            id="ignore-reason"
            name="reason"
            maxLength={200}
            label={t('homeKit.ignore.reason')}
            hint={t('homeKit.ignore.hint')}
            error={missing('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
