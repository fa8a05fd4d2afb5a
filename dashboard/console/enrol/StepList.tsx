import { useTranslation } from 'react-i18next';
import { type Step, steps } from './draft.ts';

/** Every step with where one is; any of them can be gone to. */
export function StepList({ step, toMend, go }: { step: Step; toMend: ReadonlySet<Step>; go: (step: Step) => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('enrol.stepsLabel')}>
      <ol className="enrol__steps">
        {steps.map((one) => (
          <li key={one}>
            <button type="button" className="tool" aria-current={one === step ? 'step' : undefined} onClick={() => go(one)}>
              {t(`enrol.steps.${one}`)}
              {toMend.has(one) && <span className="enrol__mend"> ({t('enrol.toMend')})</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
