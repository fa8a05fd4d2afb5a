import { useTranslation } from 'react-i18next';
import { alertQueues } from '../../../rules/model/alert.ts';
import { useSkillsChange } from '../../shared/api/watch-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import type { StaffLine } from './staff-lines.ts';

/** Which queues somebody answers. None marked: all of them, so that nobody is left with an empty worklist by mistake. */
export function SkillsDialog({ staff, onClose }: { staff: StaffLine; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const change = useSkillsChange(staff.userId);
  const done = () => {
    announce(t('watch.saved', { name: staff.name }));
    onClose();
  };
  return (
    <FormDialog
      title={t('watch.changeOf', { name: staff.name })}
      send={t('watch.send')}
      canSend={!change.isPending}
      problem={change.error?.message ?? null}
      submit={(entered) => {
        change.mutate(
          alertQueues.filter((queue) => entered.has(queue)),
          { onSuccess: done },
        );
        return null;
      }}
      onClose={onClose}
    >
      {() => (
        <fieldset className="several">
          <legend>{t('watch.says')}</legend>
          {alertQueues.map((queue) => (
            <label key={queue}>
              <input type="checkbox" name={queue} defaultChecked={staff.queues.includes(queue)} /> {t(`terms.queue.${queue}`)}
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}
