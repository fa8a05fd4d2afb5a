import { Select, Textarea } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { type ResponseSkill, responseSkills, urgencies } from '../../../rules/model/response.ts';
import { useBoard, useDispatch } from '../../shared/api/response-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { UnitSelect } from './UnitSelect.tsx';

/** Sends somebody because of an alert: how soon, who is needed, why, who is asked first, and what happens if nobody accepts. */
export function DispatchDialog({ alert, onClose }: { alert: AlertDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const board = useBoard();
  const dispatch = useDispatch(alert.id);
  const [skills, setSkills] = useState<readonly ResponseSkill[]>([]);
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason === '') return { field: 'reason', says: t('response.dispatch.missing') };
    const urgency = urgencies.find((one) => one === entered.get('urgency')) ?? 'visit';
    const unitId = String(entered.get('unit')) || null;
    const onSuccess = () => {
      announce(t('response.dispatch.sent'));
      onClose();
    };
    dispatch.mutate({ urgency, skills: [...skills], reason, unitId }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('response.dispatch.title', { name: alert.patientName })}
      send={t('response.dispatch.send')}
      canSend={!dispatch.isPending}
      problem={dispatch.error?.message ?? board.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="dispatch-urgency" name="urgency" label={t('response.dispatch.urgency')}>
            {urgencies.map((urgency) => (
              <option key={urgency} value={urgency}>
                {t(`response.dispatch.urgencies.${urgency}`)}
              </option>
            ))}
          </Select>
          <fieldset className="nhsuk-fieldset skills">
            <legend className="nhsuk-label">{t('response.dispatch.skills')}</legend>
            {responseSkills.map((skill) => (
              <label key={skill} className="check">
                <input
                  type="checkbox"
                  checked={skills.includes(skill)}
                  onChange={({ target }) =>
                    setSkills((before) => (target.checked ? [...before, skill] : before.filter((one) => one !== skill)))
                  }
                />{' '}
                {t(`response.terms.skill.${skill}`)}
              </label>
            ))}
          </fieldset>
          <Textarea
            id="dispatch-reason"
            name="reason"
            rows={2}
            maxLength={500}
            defaultValue={alert.reason}
            label={t('response.dispatch.reason')}
            error={missing('reason')}
          />
          <UnitSelect
            id="dispatch-unit"
            label={t('response.dispatch.unit')}
            none={t('response.dispatch.whoever')}
            units={board.data?.units ?? []}
            wanted={{ skills, localityName: alert.localityName }}
          />
          <p className="quiet">{t('response.dispatch.after')}</p>
        </>
      )}
    </FormDialog>
  );
}
