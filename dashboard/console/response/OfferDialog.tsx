import { useTranslation } from 'react-i18next';
import type { ResponseJobSummary } from '../../../gateway/contract/response.ts';
import { useOffer } from '../../shared/api/response-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { UnitSelect } from './UnitSelect.tsx';
import type { UnitOnBoard } from './units.ts';

/** Asks a unit by name to take a visit. */
export function OfferDialog(props: { job: ResponseJobSummary; units: readonly UnitOnBoard[]; onClose: () => void }) {
  const { job, units, onClose } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const offer = useOffer();
  const submit = (entered: FormData) => {
    const unit = units.find(({ id }) => id === entered.get('unit'));
    if (!unit) return { field: 'unit', says: t('response.offer.missing') };
    const onSuccess = () => {
      announce(t('response.offer.sent', { unit: unit.name }));
      onClose();
    };
    offer.mutate({ id: job.id, version: job.version, unitId: unit.id }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('response.offer.title', { name: job.patientName })}
      send={t('response.offer.send')}
      canSend={!offer.isPending}
      problem={offer.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <UnitSelect
          id="offer-unit"
          label={t('response.offer.unit')}
          none="–"
          error={missing('unit')}
          units={units}
          wanted={{ skills: job.skills, localityName: job.localityName }}
        />
      )}
    </FormDialog>
  );
}
