import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type CarePlanSections, type CarePlanView, longestPart } from '../../../gateway/contract/care-plan.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useCarePlanDraft } from '../../shared/api/care-plan-queries.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { ActionFields } from './ActionFields.tsx';
import { AgreedFields } from './AgreedFields.tsx';
import { KeyFields } from './KeyFields.tsx';
import { draftFrom, wrongAt } from './plan-draft.ts';
import { ShareFields } from './ShareFields.tsx';
import { WishesFields } from './WishesFields.tsx';

/** What the fields of one part get. */
export interface PartFields {
  readonly sections: CarePlanSections;
  readonly say: (changes: Partial<CarePlanSections>) => void;
  /** What the gateway found wrong at or below a path. */
  readonly wrong: (path: string) => string | undefined;
  readonly patient: PatientDetail;
}

const inWords = ['mattersToMe', 'normalForMe', 'okToStay'] as const;

/** The whole draft in one form, in the order in which it is read. It keeps what was typed when the gateway refuses. */
export function PlanForm({ patient, plan }: { patient: PatientDetail; plan: CarePlanView }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => draftFrom(plan.active, plan.draft));
  const saving = useCarePlanDraft(patient.id);
  const summary = useRef<HTMLDivElement>(null);
  const problem = saving.error instanceof ApiProblem ? saving.error : null;
  useEffect(() => {
    if (saving.error) summary.current?.focus();
  }, [saving.error]);
  const fields: PartFields = {
    sections: draft.sections,
    say: (changes) => setDraft((before) => ({ ...before, sections: { ...before.sections, ...changes } })),
    wrong: (path) => wrongAt(problem, path),
    patient,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(draft, {
      onSuccess: () => {
        announce(t('carePlan.form.saved'));
        void navigate(`/patients/${encodeURIComponent(patient.id)}/plan`);
      },
    });
  };
  return (
    <form className="change plan-form" noValidate onSubmit={submit}>
      <p className="quiet">{t('carePlan.form.lead', { name: patient.knownAs })}</p>
      {saving.error && (
        <div className="notice notice--wrong" role="alert" tabIndex={-1} ref={summary}>
          <h2 className="notice__title">{t('carePlan.form.problem')}</h2>
          <p>{saving.error.message}</p>
        </div>
      )}
      <section className="card">
        {inWords.map((section) => (
          <Words key={section} section={section} {...fields} />
        ))}
      </section>
      <WishesFields {...fields} />
      <section className="card">
        <Words section="risks" {...fields} />
      </section>
      <KeyFields {...fields} />
      <ActionFields {...fields} />
      <ShareFields {...fields} />
      <AgreedFields draft={draft} say={(changes) => setDraft((before) => ({ ...before, ...changes }))} wrong={fields.wrong} />
      <button type="submit" className="nhsuk-button" disabled={saving.isPending}>
        {t('carePlan.form.save')}
      </button>
    </form>
  );
}

function Words({ section, sections, say, wrong }: PartFields & { section: (typeof inWords)[number] | 'risks' }) {
  const { t } = useTranslation();
  return (
    <Textarea
      id={`plan-${section}`}
      rows={3}
      maxLength={longestPart}
      label={t(`carePlan.part.${section}`)}
      hint={t(`carePlan.form.hint.${section}`)}
      error={wrong(`sections.${section}`)}
      value={sections[section]}
      onChange={(event) => say({ [section]: event.currentTarget.value })}
    />
  );
}
