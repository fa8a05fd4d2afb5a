import { Select } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { HomeKit } from '../../../gateway/contract/home-kit.ts';
import { useNewClaimCode } from '../../shared/api/home-kit-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { ClaimSheet } from './ClaimSheet.tsx';

/** For how long a code can be used, in minutes. */
const lengths = ['30', '240', '1440'] as const;

/** Makes a code, then shows it. */
export function ClaimCodeDialog({ kit, onClose }: { kit: HomeKit; onClose: () => void }) {
  const { t } = useTranslation();
  const making = useNewClaimCode(kit.homeId);
  const submit = (entered: FormData) => {
    making.mutate({ patientId: String(entered.get('whose') ?? '') || null, minutes: Number(entered.get('minutes')) });
    return null;
  };
  if (making.data) return <ClaimSheet made={making.data} kit={kit} onClose={onClose} />;
  return (
    <FormDialog
      title={t('homeKit.claim.dialog')}
      send={t('homeKit.claim.send')}
      canSend={!making.isPending}
      problem={making.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => (
        <>
          <Select id="claim-whose" name="whose" label={t('homeKit.claim.whose')} defaultValue="">
            <option value="">{t('homeKit.claim.anybody')}</option>
            {kit.patients.map(({ id, name }) => (
              <option key={id} value={id}>
                {t('homeKit.claim.appOf', { name })}
              </option>
            ))}
          </Select>
          <Select id="claim-minutes" name="minutes" label={t('homeKit.claim.minutes')} defaultValue={lengths[0]}>
            {lengths.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t(`homeKit.claim.minutesOf.${minutes}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </FormDialog>
  );
}
