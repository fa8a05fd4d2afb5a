import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { AgreementView } from '../../../gateway/contract/agreements.ts';
import { patientAgreementWays } from '../../../rules/model/agreement.ts';
import type { AgreementAct } from '../../shared/api/agreement-queries.ts';
import type { Missing } from '../../shared/components/FormDialog.tsx';

type Recorded = Omit<Extract<AgreementAct, { action: 'approve' | 'activate' }>, 'action' | 'version'>;
const kinds = ['consent', 'best-interest'] as const;

/** What can be recorded of consent and of the person's own agreement, where the kind of agreement asks for them and they are not there yet. */
export function ConsentFields({
  agreement: { needsConsent, needsPatient, consent, patientAgreed },
  missing,
}: {
  agreement: AgreementView;
  missing: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      {needsConsent && !consent && (
        <fieldset className="dialog__group">
          <legend>{t('agreements.record.consent')}</legend>
          <Select id="consent-kind" name="kind" label={t('agreements.record.kind')} hint={t('agreements.record.hint')} defaultValue="">
            <option value="">{t('agreements.record.notYet')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`agreements.record.kinds.${kind}`)}
              </option>
            ))}
          </Select>
          <TextInput id="consent-by" name="decidedBy" maxLength={200} label={t('agreements.record.by')} error={missing('decidedBy')} />
          <TextInput id="consent-on" name="decidedOn" type="date" label={t('agreements.record.on')} error={missing('decidedOn')} />
          <Textarea id="consent-note" name="note" rows={2} maxLength={500} label={t('agreements.record.note')} />
        </fieldset>
      )}
      {needsPatient && !patientAgreed && (
        <Select
          id="patient-agreed"
          name="how"
          label={t('agreements.record.patient')}
          hint={t('agreements.record.patientHint')}
          defaultValue=""
        >
          <option value="">{t('agreements.record.notYet')}</option>
          {patientAgreementWays.map((how) => (
            <option key={how} value={how}>
              {t(`agreements.record.how.${how}`)}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}

/** What was entered in these fields; a consent that was begun has to say who decided and when. */
export function readRecorded(entered: FormData, words: { readonly by: string; readonly on: string }): Recorded | Missing {
  const text = (name: string) => String(entered.get(name) ?? '').trim();
  const kind = kinds.find((one) => one === text('kind'));
  const [decidedBy, decidedOn, how] = [text('decidedBy'), text('decidedOn'), text('how')];
  if (kind && decidedBy === '') return { field: 'decidedBy', says: words.by };
  if (kind && decidedOn === '') return { field: 'decidedOn', says: words.on };
  return { ...(kind && { consent: { kind, decidedBy, decidedOn, note: text('note') } }), ...(how !== '' && { patientAgreed: { how } }) };
}
