import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { answerState } from './answer-state.ts';

/** How long the centre has been asked: against 60 seconds, and 180. A shape and a word say how it stands, not the colour alone. */
export function AnswerClock({ askedAt }: { askedAt: string }) {
  const { t } = useTranslation();
  const now = useServerNow();
  if (now === null) return null;
  const ms = now - Date.parse(askedAt);
  const state = answerState(ms);
  return (
    <span className={`answer answer--${state}`}>
      {t(`worklist.answer.${state}`)} <span className="clock">{clockDuration(ms)}</span>
    </span>
  );
}
