import { TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnrolment } from '../../shared/api/home-kit-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { SecretDialog } from '../../shared/components/SecretDialog.tsx';

/** Enrols a hub, and says what to enter in it. The secret is shown this once. */
export function NewHubDialog({ homeId, brokerUrl, onClose }: { homeId: string; brokerUrl: string; onClose: () => void }) {
  const { t } = useTranslation();
  const enrolment = useEnrolment(homeId);
  const [name, setName] = useState('');
  const made = enrolment.data;
  const submit = (entered: FormData) => {
    const called = String(entered.get('name')).trim();
    if (called === '') return { field: 'name', says: t('homeKit.newHub.missing') };
    setName(called);
    enrolment.mutate({ kind: 'hub', name: called });
    return null;
  };
  if (made) {
    const lines = [
      { label: t('homeKit.newHub.server'), value: reachable(brokerUrl) },
      { label: t('homeKit.secret.user'), value: made.username },
      { label: t('homeKit.secret.secret'), value: made.secret },
      { label: t('homeKit.newHub.topic'), value: `hearthline/v1/${made.deviceId}/zigbee2mqtt` },
    ];
    return (
      <SecretDialog title={t('homeKit.newHub.doneTitle', { name })} lines={lines} onClose={onClose}>
        <p>{t('homeKit.newHub.next')}</p>
      </SecretDialog>
    );
  }
  return (
    <FormDialog
      title={t('homeKit.newHub.title')}
      send={t('homeKit.newHub.send')}
      canSend={!enrolment.isPending}
      problem={enrolment.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('homeKit.newHub.says')}</p>
          <TextInput id="hub-name" name="name" maxLength={200} label={t('homeKit.newHub.name')} error={missing('name')} />
        </>
      )}
    </FormDialog>
  );
}

/** A gateway that was told no public address calls itself localhost; a hub finds it where this page was found. */
const reachable = (brokerUrl: string) => brokerUrl.replace('//localhost:', `//${location.hostname}:`);
