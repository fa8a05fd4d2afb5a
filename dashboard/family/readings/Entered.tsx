import { say } from '../../shared/words/say.ts';
import { useEntries, useOutbox } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';
import { timeOfDay } from '../words/times.ts';

/** Readings entered here, and how far each got: waiting, sent, sent with a question to measure again, or refused. */
export function Entered({ patientId }: { patientId: string }) {
  const { words, language } = useWords();
  const { outbox } = useOutbox();
  const w = words.readings;
  const entries = useEntries(patientId).filter((entry) => entry.part === 'readings');
  return (
    <div role="status">
      <ul className="entered">
        {entries.toReversed().map((entry) => (
          <li key={entry.body.id} className={entry.said !== null ? 'notice notice--ask' : 'notice'}>
            <strong>{w.kinds[entry.body.kind]}</strong> {timeOfDay(language, entry.enteredAt)}
            <span className="quiet"> {entry.state === 'refused' ? say(w.refused, { detail: entry.said ?? '' }) : w[entry.state]}</span>
            {entry.state === 'sent' && entry.said !== null && (
              <p>
                <strong>{w.repeat}.</strong> {entry.said}
              </p>
            )}
            {entry.state !== 'waiting' && (
              <button
                type="button"
                className="button button--plain"
                aria-label={`${w.dismiss}: ${w.kinds[entry.body.kind]} ${timeOfDay(language, entry.enteredAt)}`}
                onClick={() => void outbox.dismiss(entry.body.id)}
              >
                {w.dismiss}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
