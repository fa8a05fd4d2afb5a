import { Select } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { alertQueues } from '../../../rules/model/alert.ts';
import { useColleagues } from '../../shared/api/queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { type ActionDialogProps, ActionForm } from './ActionForm.tsx';

const rungs = ['coordination', 'rapid-response', 'emergency'] as const;

/** To a named colleague, who then has it; or to a rung of the ladder, which is called at once. */
export function HandOverDialog(props: ActionDialogProps) {
  const { t } = useTranslation();
  const me = useMe().data;
  const colleagues = useColleagues(true);
  return (
    <ActionForm
      title={t('alert.dialog.handOver.title')}
      send={t('alert.dialog.handOver.send')}
      dialog={props}
      read={(entered) => {
        const [kind, id = ''] = String(entered.get('to')).split(/:(.*)/s);
        const level = rungs.find((rung) => rung === id);
        if (kind === 'level' && level) return { type: 'hand-over', to: { level } };
        const queue = alertQueues.find((one) => one === id);
        if (kind === 'queue' && queue) return { type: 'hand-over', to: { queue } };
        if (kind === 'user' && id) return { type: 'hand-over', to: { userId: id } };
        return { field: 'to', says: t('alert.dialog.handOver.missing') };
      }}
    >
      {(missing) => (
        <>
          {colleagues.isError && <p className="quiet">{t('alert.dialog.handOver.failed', { detail: colleagues.error.message })}</p>}
          <Select id="hand-over-to" name="to" label={t('alert.dialog.handOver.to')} error={missing('to')} defaultValue="">
            <option value="">{colleagues.isPending ? t('alert.dialog.handOver.loading') : t('alert.dialog.handOver.choose')}</option>
            <optgroup label={t('alert.dialog.handOver.rungs')}>
              {rungs.map((rung) => (
                <option key={rung} value={`level:${rung}`}>
                  {t(`terms.level.${rung}`)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('alert.dialog.handOver.queues')}>
              {alertQueues.map((queue) => (
                <option key={queue} value={`queue:${queue}`}>
                  {t(`terms.queue.${queue}`)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('alert.dialog.handOver.colleagues')}>
              {(colleagues.data ?? [])
                .filter((colleague) => colleague.id !== me?.id)
                .map((colleague) => (
                  <option key={colleague.id} value={`user:${colleague.id}`}>
                    {colleague.name}, {t(`terms.role.${colleague.role}`)}
                  </option>
                ))}
            </optgroup>
          </Select>
        </>
      )}
    </ActionForm>
  );
}
