import { Select, Textarea } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';
import { outcomeCodes } from '../../../rules/model/alert.ts';
import { whyNotReached } from '../../../rules/model/answering.ts';
import { type NewRecord, useRecord } from '../../shared/api/answering-queries.ts';
import { type ActionDialogProps, ActionForm } from './ActionForm.tsx';

type Props = ActionDialogProps & { alertId: string; answering?: AnsweringView | undefined };

/** Closing always says how it ended; as unable to contact, also why each contact could not be reached. */
export function CloseDialog({ alertId, answering, ...dialog }: Props) {
  const { t } = useTranslation();
  const suggested = answering?.suggestedOutcome ?? null;
  const [outcome, setOutcome] = useState<string>(suggested ?? '');
  const record = useRecord(alertId);
  const reasons = useRef<NewRecord[]>([]);
  const asked = outcome === 'unable-to-contact' ? (answering?.notReached ?? []) : [];
  const act: ActionDialogProps['act'] = async (command) => {
    for (const reason of reasons.current) await record.mutateAsync(reason);
    return await dialog.act(command);
  };
  return (
    <ActionForm
      title={t('alert.dialog.close.title')}
      send={t('alert.dialog.close.send')}
      dialog={{ ...dialog, act, problem: record.error?.message ?? dialog.problem, canSend: dialog.canSend && !record.isPending }}
      read={(entered) => {
        const code = outcomeCodes.find((one) => one === outcome);
        if (!code) return { field: 'outcome', says: t('alert.dialog.close.missing') };
        const said = asked.map(({ contactId, name }) => {
          const why = whyNotReached.find((one) => one === entered.get(`why-${contactId}`));
          return { contactId, name, why };
        });
        const unsaid = said.find(({ why }) => why === undefined);
        if (unsaid) return { field: `why-${unsaid.contactId}`, says: t('answering.closing.whyMissing', { name: unsaid.name }) };
        reasons.current = said.flatMap(({ contactId, why }) => (why ? [{ kind: 'not-reached', contactId, why, note: '' } as const] : []));
        return { type: 'close', outcome: code, note: String(entered.get('note')).trim() };
      }}
    >
      {(missing) => (
        <>
          <Select
            id="close-outcome"
            name="outcome"
            label={t('alert.dialog.close.outcome')}
            hint={suggested ? t('answering.closing.suggested', { outcome: t(`terms.outcome.${suggested}`) }) : t('alert.dialog.close.last')}
            error={missing('outcome')}
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          >
            <option value="">{t('alert.dialog.close.choose')}</option>
            {outcomeCodes.map((code) => (
              <option key={code} value={code}>
                {t(`terms.outcome.${code}`)}
              </option>
            ))}
          </Select>
          {asked.map(({ contactId, name }) => (
            <Select
              key={contactId}
              id={`close-why-${contactId}`}
              name={`why-${contactId}`}
              label={t('answering.closing.why', { name })}
              error={missing(`why-${contactId}`)}
            >
              <option value="">{t('answering.closing.whyChoose')}</option>
              {whyNotReached.map((why) => (
                <option key={why} value={why}>
                  {t(`answering.closing.whyNot.${why}`)}
                </option>
              ))}
            </Select>
          ))}
          <Textarea id="close-note" name="note" rows={3} maxLength={2000} label={t('alert.dialog.close.note')} />
        </>
      )}
    </ActionForm>
  );
}
