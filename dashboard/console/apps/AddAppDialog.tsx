import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { givenId } from '../../../gateway/contract/ids.ts';
import { useAppRegistration } from '../../shared/api/app-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** An app becomes known; no version of it may send yet. */
export function AddAppDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const registration = useAppRegistration();
  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field)).trim();
    const [id, name] = [text('id'), text('name')];
    if (!givenId.safeParse(id).success) return { field: 'id', says: t('apps.idMissing') };
    if (name === '') return { field: 'name', says: t('apps.nameMissing') };
    const onSuccess = () => {
      announce(t('apps.added', { name }));
      onClose();
    };
    registration.mutate({ id, name, maker: text('maker') }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('apps.addTitle')}
      send={t('apps.addSend')}
      canSend={!registration.isPending}
      problem={registration.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput id="app-id" name="id" maxLength={64} label={t('apps.fieldId')} hint={t('apps.idHint')} error={missing('id')} />
          <TextInput id="app-name" name="name" maxLength={200} label={t('apps.name')} error={missing('name')} />
          <TextInput id="app-maker" name="maker" maxLength={200} label={t('apps.maker')} />
        </>
      )}
    </FormDialog>
  );
}
