import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { words } from '../words.ts';

/** One sentence that has to be given before something is done, and the way back. */
export function SayWhy(props: {
  label: string;
  missing: string;
  send: string;
  says?: ReactNode;
  onSend: (text: string) => void;
  onBack: () => void;
}) {
  const id = useId();
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text')).trim();
    setMissing(text === '');
    if (text !== '') props.onSend(text);
  };
  return (
    <form noValidate onSubmit={submit} className="say-why">
      <label htmlFor={id}>{props.label}</label>
      {missing && (
        <p className="field__wrong" role="alert">
          {props.missing}
        </p>
      )}
      <textarea id={id} name="text" rows={3} maxLength={2000} />
      {props.says && <p className="quiet">{props.says}</p>}
      <button type="submit" className="button">
        {props.send}
      </button>
      <button type="button" className="button button--second" onClick={props.onBack}>
        {words.back}
      </button>
    </form>
  );
}
