import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { urgencies } from '../../../rules/model/loan.ts';
import { useEquipmentOrder } from '../../shared/api/equipment-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { itemsIn } from './items.ts';

/** Orders equipment for a person: what, and how urgently. */
export function OrderDialog({ patient, onClose }: { patient: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const order = useEquipmentOrder();
  const submit = (entered: FormData) => {
    const items = itemsIn(String(entered.get('items')));
    if (items.length === 0) return { field: 'items', says: t('equipment.orderItemsMissing') };
    const urgency = urgencies.find((one) => one === entered.get('urgency')) ?? 'standard';
    const onSuccess = () => {
      announce(t('equipment.ordered'));
      onClose();
    };
    order.mutate({ patientId: patient.id, urgency, note: String(entered.get('note')).trim(), items }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('equipment.orderTitle', { name: patient.name })}
      send={t('equipment.orderSend')}
      canSend={!order.isPending}
      problem={order.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Textarea
            id="order-items"
            name="items"
            rows={4}
            maxLength={5_000}
            label={t('equipment.orderItems')}
            hint={t('equipment.orderItemsHint')}
            error={missing('items')}
          />
          <Select id="order-urgency" name="urgency" label={t('equipment.orderUrgency')}>
            {urgencies.map((urgency) => (
              <option key={urgency} value={urgency}>
                {t(`equipment.urgency.${urgency}`)}
              </option>
            ))}
          </Select>
          <TextInput id="order-note" name="note" maxLength={500} label={t('equipment.recordNote')} />
        </>
      )}
    </FormDialog>
  );
}
