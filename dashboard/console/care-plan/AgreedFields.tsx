import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { CarePlanDraftInput, PlanAgreed } from '../../../gateway/contract/care-plan.ts';

/** Who agreed and when it is looked at again; a draft may lack both. */
export function AgreedFields(props: {
  draft: CarePlanDraftInput;
  say: (changes: Partial<CarePlanDraftInput>) => void;
  wrong: (path: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, say, wrong } = props;
  const { agreed, reviewOn } = draft;
  return (
    <fieldset className="card plan-fields">
      <legend className="card__title">{t('carePlan.form.agreed')}</legend>
      <Select
        id="plan-agreed"
        label={t('carePlan.form.agreedBy')}
        value={agreed?.by ?? ''}
        onChange={(event) => say({ agreed: agreedFrom(event.currentTarget.value, agreed?.on ?? '') })}
      >
        <option value="">{t('carePlan.form.agreedNot')}</option>
        <option value="patient">{t('carePlan.form.agreedPatient')}</option>
        <option value="best-interest">{t('carePlan.form.agreedBest')}</option>
      </Select>
      {agreed && (
        <TextInput
          id="plan-agreed-on"
          type="date"
          label={t('carePlan.form.agreedOn')}
          error={wrong('agreed.on')}
          value={agreed.on}
          onChange={(event) => say({ agreed: { ...agreed, on: event.currentTarget.value } })}
        />
      )}
      {agreed?.by === 'best-interest' && (
        <>
          <TextInput
            id="plan-agreed-by"
            maxLength={200}
            label={t('carePlan.form.agreedDecidedBy')}
            error={wrong('agreed.decidedBy')}
            value={agreed.decidedBy}
            onChange={(event) => say({ agreed: { ...agreed, decidedBy: event.currentTarget.value } })}
          />
          <TextInput
            id="plan-agreed-reference"
            maxLength={300}
            label={t('carePlan.form.agreedReference')}
            error={wrong('agreed.reference')}
            value={agreed.reference}
            onChange={(event) => say({ agreed: { ...agreed, reference: event.currentTarget.value } })}
          />
        </>
      )}
      <TextInput
        id="plan-review"
        type="date"
        label={t('carePlan.form.reviewOn')}
        hint={t('carePlan.form.reviewHint')}
        error={wrong('reviewOn')}
        value={reviewOn ?? ''}
        onChange={(event) => say({ reviewOn: event.currentTarget.value || null })}
      />
    </fieldset>
  );
}

function agreedFrom(by: string, on: string): PlanAgreed | null {
  if (by === 'patient') return { by, on };
  return by === 'best-interest' ? { by, on, decidedBy: '', reference: '' } : null;
}
