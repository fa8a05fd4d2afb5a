import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { DeviceHealthView } from '../../../gateway/contract/device-health.ts';
import { useDeviceTest } from '../../shared/api/equipment-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Somebody has tried a device, and says whether it worked. */
export function DeviceTestDialog({ device, onClose }: { device: Pick<DeviceHealthView, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const test = useDeviceTest();
  const { id, name } = device;
  const submit = (entered: FormData) => {
    const worked = String(entered.get('worked'));
    if (worked === '') return { field: 'worked', says: t('deviceHealth.testMissing') };
    const onSuccess = () => {
      announce(t('deviceHealth.testDone', { name }));
      onClose();
    };
    test.mutate({ deviceId: id, worked: worked === 'yes', note: String(entered.get('note')).trim() }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('deviceHealth.testTitle', { name })}
      send={t('deviceHealth.testSend')}
      canSend={!test.isPending}
      problem={test.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="test-worked" name="worked" defaultValue="" label={t('deviceHealth.testWorked')} error={missing('worked')}>
            <option value="">{t('deviceHealth.testChoose')}</option>
            <option value="yes">{t('deviceHealth.testYes')}</option>
            <option value="no">{t('deviceHealth.testNo')}</option>
          </Select>
          <Textarea id="test-note" name="note" rows={3} maxLength={500} label={t('deviceHealth.testNote')} />
        </>
      )}
    </FormDialog>
  );
}
