import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScriptStepView } from '../../../gateway/contract/answering.ts';
import { useRecord } from '../../shared/api/answering-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { useCanAct } from '../../shared/live/use-live.tsx';

type Answer = ScriptStepView['answers'][number];

/** One step in plain words, with a button for each answer. An answer that has to be explained asks for the words first. */
export function StepAnswers({ alertId, step, onDone }: { alertId: string; step: ScriptStepView; onDone: () => void }) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const announce = useAnnounce();
  const record = useRecord(alertId);
  const [explained, setExplained] = useState<Answer | null>(null);
  const [note, setNote] = useState('');
  const heading = useRef<HTMLParagraphElement>(null);
  const wasOnScreen = useRef(false);

  // The step before had the focus: the next one is read out from its words.
  useEffect(() => {
    if (wasOnScreen.current || document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    wasOnScreen.current = true;
  }, []);

  const send = (answer: Answer, words: string) =>
    record.mutate(
      { kind: 'step', step: step.id, answer: answer.id, note: words },
      {
        onSuccess: () => {
          announce(t('answering.recorded', { answer: answer.label }));
          onDone();
        },
      },
    );
  return (
    <div className="script__step">
      <p className="script__text" tabIndex={-1} ref={heading}>
        <span className="script__kind">{t(`answering.kind.${step.kind}`)}</span> {step.text}
      </p>
      {step.hint && <p className="quiet">{step.hint}</p>}
      {explained ? (
        <Explanation
          answer={explained}
          note={note}
          canSend={canAct && !record.isPending}
          send={(words) => send(explained, words)}
          onCancel={() => setExplained(null)}
        />
      ) : (
        <>
          <div className="script__answers">
            {step.answers.map((answer) => (
              <button
                key={answer.id}
                type="button"
                className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
                disabled={!canAct || record.isPending}
                onClick={() => (answer.asksFor === null ? send(answer, note) : setExplained(answer))}
              >
                {answer.label}
                {answer.asksFor !== null && '…'}
              </button>
            ))}
          </div>
          <details className="script__note">
            <summary>{t('answering.note')}</summary>
            <textarea
              className="nhsuk-textarea"
              aria-label={t('answering.note')}
              rows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </details>
        </>
      )}
      {record.error && (
        <p className="notice notice--warn" role="alert">
          {record.error.message}
        </p>
      )}
    </div>
  );
}

function Explanation(props: { answer: Answer; note: string; canSend: boolean; send: (words: string) => void; onCancel: () => void }) {
  const { answer } = props;
  const { t } = useTranslation();
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get('words')).trim();
    setMissing(words === '');
    if (words === '') field.current?.focus();
    else props.send(words);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Textarea
        id="step-words"
        name="words"
        rows={2}
        maxLength={1000}
        defaultValue={props.note}
        ref={field}
        label={`${answer.label}: ${answer.asksFor}`}
        error={missing ? t('answering.noteMissing') : undefined}
      />
      <div className="script__answers">
        <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={!props.canSend}>
          {t('answering.record')}
        </button>
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={props.onCancel}>
          {t('answering.cancel')}
        </button>
      </div>
    </form>
  );
}
