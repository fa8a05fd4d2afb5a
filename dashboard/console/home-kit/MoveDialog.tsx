import { Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KitDevice } from '../../../gateway/contract/home-kit.ts';
import { homeOfPatient, useReissue } from '../../shared/api/home-kit-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { PersonSearch } from '../../shared/components/PersonSearch.tsx';
import { SecretDialog } from '../../shared/components/SecretDialog.tsx';

/** A thing goes to another home, found by somebody who lives there: it is a new device there, with a new secret, shown this once. */
export function MoveDialog({ device, homeId, onClose }: { device: KitDevice; homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const reissue = useReissue(homeId);
  const [unread, setUnread] = useState<string | null>(null);
  const { id, name } = device;
  if (reissue.data) {
    const { username, secret } = reissue.data;
    const lines = [
      { label: t('homeKit.secret.user'), value: username },
      { label: t('homeKit.secret.secret'), value: secret },
    ];
    return <SecretDialog title={t('homeKit.credential.moved', { name })} lines={lines} onClose={onClose} />;
  }
  const move = async (personId: string, isTheirs: boolean) => {
    setUnread(null);
    try {
      const { homeId: to } = await homeOfPatient(personId);
      reissue.mutate({ deviceId: id, to: { homeId: to, patientId: isTheirs ? personId : null } });
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = (entered: FormData) => {
    const personId = String(entered.get('person') ?? '');
    if (personId === '') return { field: 'search', says: t('homeKit.credential.whoMissing') };
    void move(personId, entered.get('whose') === 'person');
    return null;
  };
  return (
    <FormDialog
      title={t('homeKit.credential.title', { name })}
      send={t('homeKit.credential.moveSend')}
      warning
      canSend={!reissue.isPending}
      problem={unread ?? reissue.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('homeKit.credential.moveSays')}</p>
          <PersonSearch label={t('homeKit.credential.search')} error={missing('search')} />
          <Select id="move-whose" name="whose" label={t('homeKit.credential.belongs')} defaultValue="home">
            <option value="home">{t('homeKit.credential.theHome')}</option>
            <option value="person">{t('homeKit.credential.thePerson')}</option>
          </Select>
        </>
      )}
    </FormDialog>
  );
}
