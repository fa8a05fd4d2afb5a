import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { longestPart } from '../../../gateway/contract/care-plan.ts';
import { mayDo } from '../../shared/roles.ts';
import type { StepProps } from './EnrolForm.tsx';

const parts = ['mattersToMe', 'normalForMe', 'okToStay', 'risks'] as const;

/** The beginning of a plan of care, for whoever may write plans. */
export function PlanStep({ draft: { plan }, me, say, wrong }: StepProps) {
  const { t } = useTranslation();
  if (!mayDo(me.role, 'writePlan')) return <p>{t('enrol.plan.notYours')}</p>;
  return (
    <>
      <p className="quiet">{t('enrol.plan.lead')}</p>
      {parts.map((part) => (
        <Textarea
          key={part}
          id={`plan.${part}`}
          rows={3}
          maxLength={longestPart}
          label={t(`carePlan.part.${part}`)}
          hint={t(`carePlan.form.hint.${part}`)}
          error={wrong(`plan.${part}`)}
          value={plan[part]}
          onChange={({ currentTarget: { value } }) => say({ plan: { ...plan, [part]: value } })}
        />
      ))}
    </>
  );
}
