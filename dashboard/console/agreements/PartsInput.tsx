import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './fields.ts';
import { EntryNote, labelOf, ValueInput } from './ValueInput.tsx';
import { type Params, withValue } from './values.ts';

/** What stands for an emptied field inside a list or a group that is one value: nothing. */
const orNothing = (value: unknown) => (value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value);

/** Parts that make one value together. */
function Parts(props: { id: string; fields: readonly Field[]; value: Params; onChange: (value: Params) => void }) {
  return (
    <div className="parts">
      {props.fields.map((field) => {
        const id = `${props.id}-${field.path}`;
        return (
          <div key={field.path} className="parts__one">
            {field.entry.kind === 'several' ? <span>{labelOf(field)}</span> : <label htmlFor={id}>{labelOf(field)}</label>}
            {field.hint && (
              <p className="term__hint" id={`${id}-hint`}>
                {field.hint}
              </p>
            )}
            <ValueInput
              id={id}
              describedBy={field.hint ? `${id}-hint` : undefined}
              label={field.label}
              nullable={field.nullable}
              entry={field.entry}
              value={props.value[field.path]}
              onChange={(value) => props.onChange(withValue(props.value, field.path, orNothing(value)))}
            />
            <EntryNote field={field} />
          </div>
        );
      })}
    </div>
  );
}

/** A list of entries, each with its parts; entries are added at the end. */
export function ListInput(props: {
  id: string;
  describedBy: string | undefined;
  label: string;
  fields: readonly Field[];
  max: number;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { t } = useTranslation();
  const [entries, setEntries] = useState(() => (Array.isArray(props.value) ? (props.value as Params[]) : []).map(numbered));
  const [next, setNext] = useState(entries.length);
  const change = (changed: typeof entries) => {
    setEntries(changed);
    props.onChange(changed.map(({ entry }) => entry));
  };
  return (
    <fieldset className="list-input" id={props.id} aria-label={props.label} aria-describedby={props.describedBy}>
      {entries.map(({ key, entry }, i) => (
        <fieldset key={key}>
          <legend>{t('agreements.form.entry', { label: props.label, n: i + 1 })}</legend>
          <Parts
            id={`${props.id}-${key}`}
            fields={props.fields}
            value={entry}
            onChange={(changed) => change(entries.map((one) => (one.key === key ? { key, entry: changed } : one)))}
          />
          <button type="button" className="tool" onClick={() => change(entries.filter((one) => one.key !== key))}>
            {t('agreements.form.remove', { label: props.label, n: i + 1 })}
          </button>
        </fieldset>
      ))}
      {entries.length === 0 && <p className="quiet">{t('agreements.form.noEntry')}</p>}
      <button
        type="button"
        className="tool"
        disabled={entries.length >= props.max}
        onClick={() => {
          setNext(next + 1);
          change([...entries, { key: next, entry: {} }]);
        }}
      >
        {t('agreements.form.add', { label: props.label })}
      </button>
    </fieldset>
  );
}

const numbered = (entry: Params, key: number) => ({ key, entry });

/** A group that may be left out as a whole. */
export function OptionalGroupInput(props: {
  id: string;
  describedBy: string | undefined;
  fields: readonly Field[];
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { t } = useTranslation();
  const value = (props.value ?? null) as Params | null;
  return (
    <>
      <select
        id={props.id}
        aria-describedby={props.describedBy}
        className="nhsuk-select"
        value={value === null ? 'none' : 'set'}
        onChange={(event) => props.onChange(event.target.value === 'none' ? null : {})}
      >
        <option value="none">{t('agreements.form.none')}</option>
        <option value="set">{t('agreements.form.these')}</option>
      </select>
      {value !== null && <Parts id={props.id} fields={props.fields} value={value} onChange={props.onChange} />}
    </>
  );
}
