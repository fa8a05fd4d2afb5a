import { useTranslation } from 'react-i18next';
import type { AnsweringView, ScriptStepView } from '../../../gateway/contract/answering.ts';
import { timeOfDay } from '../../shared/time/format.ts';

interface Props {
  answering: AnsweringView;
  /** Something long stands above it. */
  folded: boolean;
  /** Left out: nothing can be corrected. */
  onCorrect?: (step: ScriptStepView) => void;
}

/** What was answered so far, by whom and when, so that nobody asks it again. */
export function Walked({ answering, folded, onCorrect }: Props) {
  const { t } = useTranslation();
  if (answering.walked.length === 0) return null;
  return (
    <details key={String(folded)} open={!folded}>
      <summary className="script__done">{t('answering.done', { count: answering.walked.length })}</summary>
      <ol className="walked">
        {answering.walked.map(({ step, answer, note, at, by }) => (
          <li key={step.id}>
            <strong>{answer}</strong> <span className="quiet">{step.text}</span>
            {note && <span className="walked__note">{note}</span>}
            <span className="walked__by quiet">
              {t('answering.by', { time: timeOfDay(Date.parse(at)), name: by })}
              {onCorrect && (
                <button
                  type="button"
                  className="tool"
                  aria-label={t('answering.correctOf', { text: step.text })}
                  onClick={() => onCorrect(step)}
                >
                  {t('answering.correct')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
