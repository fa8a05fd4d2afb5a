import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';
import { type CareLevel, careLevels } from '../../../rules/model/answering.ts';
import { useAdvice, useRecord } from '../../shared/api/answering-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { useCanAct } from '../../shared/live/use-live.tsx';
import { KnownReadings } from './KnownReadings.tsx';

interface Props {
  alert: AlertDetail;
  answering: AnsweringView;
  onDone: () => void;
  /** Left out: it is the step itself, and there is nothing to go back to. */
  onCancel?: () => void;
}

/** The structured assessment: short questions, the advice that follows with its reasons, and the level that the person chooses. */
export function Assessment({ alert, answering, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const announce = useAnnounce();
  const record = useRecord(alert.id);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [chosen, setChosen] = useState<CareLevel | null>(null);
  const [missing, setMissing] = useState<'level' | 'why' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const advice = useAdvice(alert.id, answers);
  const group = useId();
  const advised = advice.data?.level ?? null;
  const isLower = chosen !== null && advised !== null && careLevels.indexOf(chosen) < careLevels.indexOf(advised);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const why = String(new FormData(event.currentTarget).get('why') ?? '').trim();
    const lacking = chosen === null ? 'level' : isLower && why === '' ? 'why' : null;
    setMissing(lacking);
    if (lacking !== null || chosen === null)
      return form.current?.querySelector<HTMLElement>(lacking === 'why' ? '[name="why"]' : `[name="${group}-level"]`)?.focus();
    const onSuccess = () => {
      announce(t('answering.assessment.recorded', { level: t(`answering.level.${chosen}`) }));
      onDone();
    };
    record.mutate({ kind: 'assessment', answers, chosen, why }, { onSuccess });
  };

  return (
    <form className="assessment" noValidate onSubmit={submit} ref={form}>
      <h3 className="script__text">{t('answering.assessment.title')}</h3>
      <p className="quiet">{t('answering.assessment.lead')}</p>
      <KnownReadings readings={answering.readings} />
      {answering.questions.map((question) => (
        <fieldset key={question.id} className="assessment__question">
          <legend>{question.text}</legend>
          {question.answers.map(({ id, label }) => (
            <label key={id} className="choice">
              <input
                type="radio"
                name={`${group}-${question.id}`}
                checked={(answers[question.id] ?? 'unknown') === id}
                onChange={() => setAnswers((before) => ({ ...before, [question.id]: id }))}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      ))}
      {advice.data && (
        <p className={`assessment__advice assessment__advice--${advice.data.level}`} aria-live="polite">
          <strong>{t('answering.assessment.advice', { level: t(`answering.level.${advice.data.level}`) })}</strong>
          {advice.data.reasons.length > 0 && <span>{advice.data.reasons.join(', ')}</span>}
        </p>
      )}
      {advice.error && <p className="notice notice--warn">{advice.error.message}</p>}
      <fieldset className="assessment__question assessment__levels">
        <legend>{t('answering.assessment.choose')}</legend>
        {missing === 'level' && <p className="nhsuk-error-message">{t('answering.assessment.chooseMissing')}</p>}
        {careLevels.map((level) => (
          <label key={level} className="choice">
            <input type="radio" name={`${group}-level`} checked={chosen === level} onChange={() => setChosen(level)} />
            <span>
              {t(`answering.level.${level}`)}
              {level === advised && <em> {t('answering.assessment.advised')}</em>}
            </span>
          </label>
        ))}
      </fieldset>
      {chosen !== null && chosen !== advised && (
        <Textarea
          id={`${group}-why`}
          name="why"
          rows={2}
          maxLength={1000}
          label={t('answering.assessment.why')}
          hint={t('answering.assessment.whyHint')}
          error={missing === 'why' ? t('answering.assessment.whyMissing') : undefined}
        />
      )}
      {record.error && (
        <p className="notice notice--warn" role="alert">
          {record.error.message}
        </p>
      )}
      <div className="script__answers">
        <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={!canAct || record.isPending || !advice.data}>
          {t('answering.record')}
        </button>
        {onCancel && (
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onCancel}>
            {t('answering.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
