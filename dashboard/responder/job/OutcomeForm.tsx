import { type FormEvent, useState } from 'react';
import { type OutcomeCode, outcomeCodes } from '../../../rules/model/alert.ts';
import { terms } from '../../shared/words/en/terms.ts';
import { words } from '../words.ts';
import { outcomeNote } from './outcome-note.ts';

const w = words.outcome;

interface Outcome {
  readonly outcome: OutcomeCode;
  readonly note: string;
  readonly closesAlert: boolean;
}

/** How the visit ended: the code, what was found and done, who is there now, and what is still to be done. */
export function OutcomeForm({ onSend, onBack }: { onSend: (outcome: Outcome) => void; onBack: () => void }) {
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (field: string) => String(entered.get(field)).trim();
    const outcome = outcomeCodes.find((code) => code === text('outcome'));
    setMissing(!outcome);
    if (!outcome) return event.currentTarget.querySelector('select')?.focus();
    const note = outcomeNote({ found: text('note'), withThem: text('with'), followUp: text('follow-up') });
    onSend({ outcome, note, closesAlert: entered.get('close') !== null });
  };
  return (
    <form className="card" noValidate onSubmit={submit} aria-labelledby="outcome">
      <h2 id="outcome">{w.title}</h2>
      <label htmlFor="outcome-code">{w.code}</label>
      {missing && (
        <p className="field__wrong" role="alert">
          {w.missing}
        </p>
      )}
      <select id="outcome-code" name="outcome" defaultValue="">
        <option value="">{w.choose}</option>
        {outcomeCodes.map((code) => (
          <option key={code} value={code}>
            {terms.outcome[code]}
          </option>
        ))}
      </select>
      <label htmlFor="outcome-note">{w.note}</label>
      <textarea id="outcome-note" name="note" rows={4} maxLength={1500} />
      <label htmlFor="outcome-with">{w.with}</label>
      <input id="outcome-with" name="with" maxLength={200} />
      <label htmlFor="outcome-follow-up">{w.followUp}</label>
      <input id="outcome-follow-up" name="follow-up" maxLength={200} />
      <label className="choice">
        <input type="checkbox" name="close" /> {w.close}
      </label>
      <button type="submit" className="button button--ok">
        {w.send}
      </button>
      <button type="button" className="button button--second" onClick={onBack}>
        {words.back}
      </button>
    </form>
  );
}
