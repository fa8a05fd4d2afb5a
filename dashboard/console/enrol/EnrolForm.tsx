import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { EnrolmentDraft, ScenarioPack } from '../../../gateway/contract/enrolment.ts';
import type { EnrolmentResult } from '../../../gateway/contract/people.ts';
import type { me as meShape } from '../../../gateway/contract/system.ts';
import { useDraftSaving, useEnrolmentOf } from '../../shared/api/enrolment-queries.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import type { Locality } from '../../shared/api/shapes.ts';
import { Page } from '../../shared/components/Page.tsx';
import { AgreementsStep } from './AgreementsStep.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ContactsStep } from './ContactsStep.tsx';
import { type Fault, faultsOf, placeOf, type Step, steps, toEnrolment, unanswered } from './draft.ts';
import { HomeStep } from './HomeStep.tsx';
import { KitStep } from './KitStep.tsx';
import { PersonStep } from './PersonStep.tsx';
import { PlanStep } from './PlanStep.tsx';
import { StepList } from './StepList.tsx';

export interface Surroundings {
  readonly packs: readonly ScenarioPack[];
  readonly localities: readonly Locality[];
  readonly me: z.infer<typeof meShape>;
}

/** What the fields of a step get. */
export interface StepProps extends Surroundings {
  readonly draft: EnrolmentDraft;
  readonly say: (changes: Partial<EnrolmentDraft>) => void;
  /** What is wrong in the field with this id, in words. */
  readonly wrong: (field: string) => string | undefined;
}

const pages = {
  person: PersonStep,
  home: HomeStep,
  kit: KitStep,
  contacts: ContactsStep,
  plan: PlanStep,
  agreements: AgreementsStep,
  check: CheckStep,
} as const satisfies Record<Step, (props: StepProps) => ReactNode>;

/** After so long without a keystroke the draft is kept. */
const restMs = 700;

/** The steps of an enrolment. What is typed is kept by the gateway; faults name their step and field, and bring there. */
export function EnrolForm(props: {
  id: string;
  start: EnrolmentDraft;
  surroundings: Surroundings;
  above: ReactNode;
  onDone: (made: { name: string; devices: readonly string[]; result: EnrolmentResult }) => void;
}) {
  const { t, i18n } = useTranslation();
  const { id, start, surroundings, onDone } = props;
  const { localities, packs, me } = surroundings;
  const [draft, setDraft] = useState(start);
  const [step, setStep] = useState<Step>('person');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  /** Where the focus goes after the next look: an input, the faults, or the heading of the step. */
  const [goTo, setGoTo] = useState<string | null>(null);
  const saving = useDraftSaving(id);
  const enrolment = useEnrolmentOf(id);
  const form = useRef<HTMLFormElement>(null);
  const { mutate: save } = saving;

  useEffect(() => {
    if (draft === start) return;
    const timer = setTimeout(() => save(draft), restMs);
    return () => clearTimeout(timer);
  }, [draft, start, save]);

  useEffect(() => {
    if (goTo === null) return;
    const found = form.current?.querySelector<HTMLElement>(`[id="${goTo}"]`);
    const target = found?.matches('input, select, textarea, button, [tabindex]')
      ? found
      : found?.querySelector<HTMLElement>('input, button');
    target?.focus();
    setGoTo(null);
  }, [goTo]);

  const name = `${draft.person.givenName} ${draft.person.familyName}`.trim() || t('enrol.nobodyYet');
  const show = (to: Step, focus: string) => {
    setStep(to);
    setGoTo(focus);
  };
  const found = (): Fault[] => [
    ...faultsOf(draft, localities, me.role),
    ...unanswered(draft, packs).map(({ n, question }) => ({
      ...{ step: 'agreements' as const, field: `agreements.${n}` },
      message: t('enrol.agreements.asks', { question }),
    })),
  ];

  function next() {
    const here = found().filter((one) => one.step === step);
    setFaults(here);
    if (here.length > 0) setGoTo('enrol-faults');
    else show(steps[steps.indexOf(step) + 1]!, 'enrol-step');
  }

  function enrol() {
    const all = found();
    setFaults(all);
    if (all.length > 0) return setGoTo('enrol-faults');
    enrolment.mutate(toEnrolment(draft, localities, me.role), {
      onSuccess: (result) => onDone({ name, devices: draft.kit.map((one) => one.name), result }),
      onError: (error) => {
        const errors = error instanceof ApiProblem ? error.errors : [];
        const said = errors.map(({ path, message }) => ({ ...placeOf(path, draft), message }));
        setFaults(said.length > 0 ? said : [{ step: 'check', field: 'enrol', message: error.message }]);
        setGoTo('enrol-faults');
      },
    });
  }

  const words = ({ message }: Fault) => (message === 'missing' || message === 'format' ? t(`enrol.fault.${message}`) : message);
  /** The step and, where the input has one, its label. */
  const labelOf = ({ step: at, field }: Fault) => {
    const key = `enrol.${at}.${field.split('.').at(-1)}`;
    const label = i18n.exists(key) ? t(key as 'enrol.person.givenName').replace(/ \(.*\)$/, '') : null;
    return [t(`enrol.steps.${at}`), ...(label === null ? [] : [label])].join(', ');
  };
  const wrong = (field: string) => {
    const fault = faults.find((one) => one.field === field);
    return fault && words(fault);
  };
  const Fields = pages[step];
  return (
    <Page title={t('enrol.of', { name })} above={props.above}>
      <form
        ref={form}
        className="enrol"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (step === 'check') enrol();
          else next();
        }}
      >
        <StepList step={step} toMend={new Set(faults.map((one) => one.step))} go={(to) => show(to, 'enrol-step')} />
        {faults.length > 0 && (
          <div className="notice notice--wrong" role="alert" tabIndex={-1} id="enrol-faults">
            <h2 className="notice__title">{t('enrol.problem')}</h2>
            <ul>
              {faults.map((fault) => (
                <li key={`${fault.field} ${fault.message}`}>
                  <button type="button" className="linkish" onClick={() => show(fault.step, fault.field)}>
                    {t('enrol.problemAt', { where: labelOf(fault), message: words(fault) })}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <section className="card" aria-labelledby="enrol-step">
          <h2 className="card__title" id="enrol-step" tabIndex={-1}>
            {t(`enrol.steps.${step}`)}
          </h2>
          <Fields {...surroundings} draft={draft} say={(changes) => setDraft((before) => ({ ...before, ...changes }))} wrong={wrong} />
        </section>
        <div className="change__actions">
          <button type="submit" id="enrol" className="nhsuk-button nhsuk-button--small" disabled={enrolment.isPending}>
            {step !== 'check' ? t('enrol.next') : enrolment.isPending ? t('enrol.check.sending') : t('enrol.check.send', { name })}
          </button>
          {step !== 'person' && (
            <button
              type="button"
              className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              onClick={() => show(steps[steps.indexOf(step) - 1]!, 'enrol-step')}
            >
              {t('enrol.back')}
            </button>
          )}
          <span className="quiet" role="status">
            {saving.isPending
              ? t('enrol.saving')
              : saving.error
                ? t('enrol.notSaved', { why: saving.error.message })
                : saving.isSuccess && t('enrol.saved')}
          </span>
        </div>
      </form>
    </Page>
  );
}
