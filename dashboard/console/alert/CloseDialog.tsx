import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { outcomeCodes } from '../../../rules/model/alert.ts';
import { type ActionDialogProps, ActionForm } from './ActionForm.tsx';

/** Closing always says how it ended. */
export function CloseDialog(props: ActionDialogProps) {
  const { t } = useTranslation();
  return (
    <ActionForm
      title={t('alert.dialog.close.title')}
      send={t('alert.dialog.close.send')}
      dialog={props}
      read={(entered) => {
        const outcome = outcomeCodes.find((code) => code === entered.get('outcome'));
        if (!outcome) return { field: 'outcome', says: t('alert.dialog.close.missing') };
        return { type: 'close', outcome, note: String(entered.get('note')).trim() };
      }}
    >
      {(missing) => (
        <>
          <Select
            id="close-outcome"
            name="outcome"
            label={t('alert.dialog.close.outcome')}
            hint={t('alert.dialog.close.last')}
            error={missing('outcome')}
            defaultValue=""
          >
            <option value="">{t('alert.dialog.close.choose')}</option>
            {outcomeCodes.map((code) => (
              <option key={code} value={code}>
                {t(`terms.outcome.${code}`)}
              </option>
            ))}
          </Select>
          <Textarea id="close-note" name="note" rows={3} maxLength={2000} label={t('alert.dialog.close.note')} />
        </>
      )}
    </ActionForm>
  );
}
