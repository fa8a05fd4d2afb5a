import { type FormEvent, useState } from 'react';
import { say } from '../../shared/words/say.ts';
import { useEnter } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';
import {
  type ChoiceKind,
  choices,
  type Enterable,
  enterable,
  isChoiceKind,
  isNumberKind,
  numbers,
  pressure,
  readNumber,
} from './fields.ts';

type Wrong = Readonly<Record<string, string>>;

/** Enters one reading. It is kept on the phone and sent; the list below says how far it got. */
export function EnterReading({ patientId, first }: { patientId: string; first: Enterable }) {
  const { words } = useWords();
  const w = words.readings;
  const enter = useEnter(patientId);
  const [kind, setKind] = useState(first);
  const [wrong, setWrong] = useState<Wrong>({});

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const read = readForm(kind, new FormData(form));
    setWrong(read.wrong);
    if (read.value === null) return void form.querySelector<HTMLElement>(`[name="${Object.keys(read.wrong)[0]}"]`)?.focus();
    form.reset();
    void enter({ part: 'readings', body: { kind, value: read.value } });
  }

  function readForm(of: Enterable, entered: FormData): { value: unknown; wrong: Wrong } {
    const number = (name: string, limits: { min: number; max: number }) => {
      const value = readNumber(String(entered.get(name) ?? ''), limits);
      return { value, wrong: value === null ? { [name]: say(w.number, limits) } : {} };
    };
    if (isNumberKind(of)) return number(of, numbers[of]);
    if (isChoiceKind(of)) {
      const value = entered.get(of);
      return { value, wrong: value === null ? { [of]: w.pick } : {} };
    }
    const upper = number('systolic', pressure.systolic);
    const lower = number('diastolic', pressure.diastolic);
    if (upper.value === null || lower.value === null) return { value: null, wrong: { ...upper.wrong, ...lower.wrong } };
    if (upper.value <= lower.value) return { value: null, wrong: { systolic: w.pressure } };
    return { value: { systolicMmHg: upper.value, diastolicMmHg: lower.value }, wrong: {} };
  }

  return (
    <form className="card" noValidate onSubmit={submit} aria-labelledby="enter">
      <h2 id="enter">{w.enter}</h2>
      <label htmlFor="kind">{w.what}</label>
      <select
        id="kind"
        value={kind}
        onChange={(event) => {
          setWrong({});
          setKind(event.target.value as Enterable);
        }}
      >
        {enterable.map((one) => (
          <option key={one} value={one}>
            {w.kinds[one]}
          </option>
        ))}
      </select>
      {isChoiceKind(kind) ? (
        <Choice key={kind} kind={kind} wrong={wrong[kind]} />
      ) : isNumberKind(kind) ? (
        <NumberField key={kind} name={kind} label={w.fields[kind]} unit={w.units[kind]} wrong={wrong[kind]} />
      ) : (
        <>
          <NumberField name="systolic" label={w.fields.systolic} unit={w.units['blood-pressure']} wrong={wrong.systolic} />
          <NumberField name="diastolic" label={w.fields.diastolic} unit={w.units['blood-pressure']} wrong={wrong.diastolic} />
        </>
      )}
      <button type="submit" className="button">
        {w.save}
      </button>
    </form>
  );
}

function NumberField({ name, label, unit, wrong }: { name: string; label: string; unit: string; wrong: string | undefined }) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {wrong && (
        <p className="field__wrong" id={`${name}-wrong`}>
          {wrong}
        </p>
      )}
      <span className="field__number">
        <input
          id={name}
          name={name}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? `${name}-wrong` : undefined}
        />
        {unit && <span>{unit}</span>}
      </span>
    </div>
  );
}

function Choice({ kind, wrong }: { kind: ChoiceKind; wrong: string | undefined }) {
  const { words } = useWords();
  return (
    <fieldset className="field">
      <legend>{words.readings.fields[kind]}</legend>
      {wrong && <p className="field__wrong">{wrong}</p>}
      {choices[kind].map((one) => (
        <label key={one} className="choice">
          <input type="radio" name={kind} value={one} />
          {words.readings.choices[one]}
        </label>
      ))}
    </fieldset>
  );
}
