import { type FormEvent, useState } from 'react';
import type { MyWay } from '../../../gateway/contract/my-ways.ts';
import { useReachedWords } from './use-reached-words.ts';
import { readAddress, wayKinds } from './way-address.ts';

/** A number or address more. It is used once it has been checked. */
export function AddWay({ id, add, busy }: { id: string; add: (way: MyWay) => void; busy: boolean }) {
  const w = useReachedWords();
  const [kind, setKind] = useState<MyWay['kind']>('sms');
  const [wrong, setWrong] = useState(false);
  const field = `way-${id}`;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const way = readAddress(kind, String(new FormData(form).get('address') ?? ''));
    setWrong(way === null);
    if (way === null) return form.querySelector<HTMLElement>('input')?.focus();
    add(way);
    form.reset();
  }

  return (
    <form noValidate onSubmit={submit}>
      <label htmlFor={`${field}-kind`}>{w.add}</label>
      <select id={`${field}-kind`} value={kind} onChange={(event) => setKind(event.target.value as MyWay['kind'])}>
        {wayKinds.map((one) => (
          <option key={one} value={one}>
            {w.kinds[one]}
          </option>
        ))}
      </select>
      <label htmlFor={field}>{kind === 'email' ? w.address : w.number}</label>
      {wrong && (
        <p className="field__wrong" id={`${field}-wrong`}>
          {kind === 'email' ? w.wrongAddress : w.wrongNumber}
        </p>
      )}
      <input
        id={field}
        name="address"
        type={kind === 'email' ? 'email' : 'tel'}
        autoComplete={kind === 'email' ? 'email' : 'tel'}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${field}-wrong` : undefined}
      />
      <button type="submit" className="button button--second" disabled={busy}>
        {w.addIt}
      </button>
    </form>
  );
}
