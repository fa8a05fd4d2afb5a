import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { outcomeCodes } from '../../../rules/model/alert.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { useOutage } from './use-outage.ts';

/** One outcome for every alert of an outage that is over. */
export function CloseOutageDialog(props: {
  alerts: readonly AlertSummary[];
  say: (text: string) => void;
  canAct: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { alerts } = props;
  const outage = useOutage(props.say);
  return (
    <FormDialog
      title={t('worklist.group.closeOf', { count: alerts.length })}
      send={t('worklist.group.closeSend')}
      canSend={props.canAct && !outage.pending}
      problem={outage.problem}
      submit={(entered) => {
        const outcome = outcomeCodes.find((code) => code === entered.get('outcome'));
        if (!outcome) return { field: 'outcome', says: t('alert.dialog.close.missing') };
        outage.act(alerts, { type: 'close', outcome, note: String(entered.get('note')).trim() }, props.onClose);
        return null;
      }}
      onClose={props.onClose}
    >
      {(missing) => (
        <>
          <p>{t('worklist.group.closeSays')}</p>
          <Select
            id="outage-outcome"
            name="outcome"
            label={t('alert.dialog.close.outcome')}
            error={missing('outcome')}
            defaultValue="equipment-fault"
          >
            {outcomeCodes.map((code) => (
              <option key={code} value={code}>
                {t(`terms.outcome.${code}`)}
              </option>
            ))}
          </Select>
          <Textarea id="outage-note" name="note" rows={3} maxLength={2000} label={t('alert.dialog.close.note')} />
        </>
      )}
    </FormDialog>
  );
}
