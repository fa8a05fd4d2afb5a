import { Select } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { severities } from '../../../rules/model/alert.ts';
import { useLiveAlerts } from '../../shared/live/use-live.tsx';
import { type ActionDialogProps, ActionForm } from '../alert/ActionForm.tsx';

/** The alerts that this one could follow: of the same person, at least as severe, and following nothing themselves. */
export function leadersFor(alert: AlertSummary, all: Iterable<AlertSummary>): AlertSummary[] {
  return [...all].filter(
    (other) =>
      other.id !== alert.id &&
      other.patientId === alert.patientId &&
      other.mergedInto === null &&
      (other.status === 'open' || alert.status === 'cleared') &&
      severities.indexOf(other.severity) <= severities.indexOf(alert.severity),
  );
}

/** Into which alert of the same person this one is merged. */
export function MergeDialog({ alert, ...props }: ActionDialogProps & { alert: AlertSummary }) {
  const { t } = useTranslation();
  const leaders = leadersFor(alert, useLiveAlerts().values());
  return (
    <ActionForm
      title={t('worklist.merge.title')}
      send={t('worklist.merge.send')}
      dialog={{ ...props, canSend: props.canSend && leaders.length > 0 }}
      read={(entered) => {
        const into = String(entered.get('into') ?? '');
        return into === '' ? { field: 'into', says: t('worklist.merge.missing') } : { type: 'merge', into };
      }}
    >
      {(missing) =>
        leaders.length === 0 ? (
          <p>{t('worklist.merge.none')}</p>
        ) : (
          <>
            <p>{t('worklist.merge.says')}</p>
            <Select id="merge-into" name="into" label={t('worklist.merge.into')} error={missing('into')} defaultValue="">
              <option value="">{t('worklist.merge.choose')}</option>
              {leaders.map((leader) => (
                <option key={leader.id} value={leader.id}>
                  {t(`terms.severity.${leader.severity}`)}: {leader.reason}
                </option>
              ))}
            </Select>
          </>
        )
      }
    </ActionForm>
  );
}
