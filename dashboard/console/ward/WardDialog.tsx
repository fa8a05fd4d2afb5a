import { TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WardBoard } from '../../../gateway/contract/ward.ts';
import { useWardSaved } from '../../shared/api/ward-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A ward and its beds; null: a new one. */
export function WardDialog({ ward, onClose }: { ward: WardBoard[number] | null; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [id, setId] = useState(ward?.id ?? '');
  const saved = useWardSaved(id);
  const submit = (entered: FormData) => {
    const name = String(entered.get('name') ?? '').trim();
    const beds = Number(entered.get('beds'));
    if (name === '') return { field: 'name', says: t('ward.wardMissing') };
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) return { field: 'id', says: t('ward.wardIdMissing') };
    if (!Number.isInteger(beds) || beds < 1) return { field: 'beds', says: t('ward.bedsMissing') };
    const onSuccess = () => {
      announce(t('ward.saved'));
      onClose();
    };
    saved.mutate({ name, beds }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('ward.wardTitle')}
      send={t('ward.save')}
      canSend={!saved.isPending}
      problem={saved.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="ward-name"
            name="name"
            maxLength={200}
            label={t('ward.wardName')}
            defaultValue={ward?.name ?? ''}
            error={missing('name')}
          />
          {!ward && (
            <TextInput
              id="ward-id"
              name="id"
              maxLength={64}
              label={t('ward.wardId')}
              value={id}
              onChange={(event) => setId(event.currentTarget.value.trim())}
              error={missing('id')}
            />
          )}
          <TextInput
            id="ward-beds"
            name="beds"
            type="number"
            min={1}
            label={t('ward.wardBeds')}
            defaultValue={ward?.beds ?? 20}
            error={missing('beds')}
          />
        </>
      )}
    </FormDialog>
  );
}
