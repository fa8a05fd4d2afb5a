import { useState } from 'react';
import type { Entry } from './fields.ts';
import { type InputProps, inWords } from './ValueInput.tsx';

/** Any number of the options, in their order. */
export function SeveralInput({
  id,
  describedBy,
  label,
  entry: { options },
  value,
  onChange,
}: InputProps<Extract<Entry, { kind: 'several' }>>) {
  const [chosen, setChosen] = useState<readonly unknown[]>(Array.isArray(value) ? value : []);
  const tick = (option: string, on: boolean) => {
    const next = options.filter((one) => (one === option ? on : chosen.includes(one)));
    setChosen(next);
    onChange(next);
  };
  return (
    <fieldset id={id} className="several" aria-label={label} aria-describedby={describedBy}>
      {options.map((option) => (
        <label key={option}>
          <input type="checkbox" checked={chosen.includes(option)} onChange={(event) => tick(option, event.target.checked)} />{' '}
          {inWords(option)}
        </label>
      ))}
    </fieldset>
  );
}
