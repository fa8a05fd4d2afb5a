import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreementTerms } from '../../../gateway/contract/agreement-terms.ts';
import type { Field } from './fields.ts';
import { ListInput, OptionalGroupInput } from './PartsInput.tsx';
import { EntryNote, labelOf, ValueInput } from './ValueInput.tsx';
import { type Params, valueAt } from './values.ts';

export interface TermsBeingChanged {
  /** What is said for this person; the rest is as `below` has it. */
  readonly own: Params;
  readonly below: AgreementTerms['below'];
  /** What is wrong with the value at a path. */
  readonly wrong: (path: string) => string | null;
  /** undefined: nothing is said for this person any more. */
  readonly say: (path: string, value: unknown) => void;
}

/** One parameter: its value, what it means, the layer it comes from, and the way back to what lies below. */
export function TermField({ field, terms }: { field: Field; terms: TermsBeingChanged }) {
  if (field.entry.kind === 'group' && !field.nullable) return <Group field={field} fields={field.entry.fields} terms={terms} />;
  return <Value field={field} terms={terms} />;
}

/** Times first; on which days is said seldom. */
function Group({ field, fields, terms }: { field: Field; fields: readonly Field[]; terms: TermsBeingChanged }) {
  const { t } = useTranslation();
  const [main, seldom] = [fields.filter(isTime), fields.filter((one) => !isTime(one))];
  return (
    <fieldset className="term term--group">
      <legend>{labelOf(field)}</legend>
      {field.hint && <p className="term__hint">{field.hint}</p>}
      {main.map((one) => (
        <TermField key={one.path} field={one} terms={terms} />
      ))}
      {seldom.length > 0 && (
        <details className="behind">
          <summary>{t('agreements.form.days', { label: field.label })}</summary>
          {seldom.map((one) => (
            <TermField key={one.path} field={one} terms={terms} />
          ))}
        </details>
      )}
    </fieldset>
  );
}

const isTime = ({ entry }: Field) => entry.kind === 'time';

function Value({ field, terms: { own, below, wrong, say } }: { field: Field; terms: TermsBeingChanged }) {
  const { t } = useTranslation();
  /** Counts the ways back: each begins the input anew. */
  const [begun, setBegun] = useState(0);
  const { path, entry, nullable } = field;
  const said = valueAt(own, path);
  const under = valueAt(below.params, path);
  const value = said === undefined ? under : said;
  const id = `term-${path.replaceAll('.', '-')}`;
  const problem = wrong(path);
  const describedBy = [
    ...(field.hint ? [`${id}-hint`] : []),
    ...(field.source ? [`${id}-source`] : []),
    `${id}-origin`,
    ...(problem ? [`${id}-wrong`] : []),
  ].join(' ');
  const change = (entered: unknown) => {
    const emptied = entered === '' || (Array.isArray(entered) && entered.length === 0);
    if (!emptied) say(path, entered);
    else say(path, nullable ? null : under === undefined ? undefined : entered);
  };
  const label = labelOf(field);
  const input = { id, describedBy, label, nullable, value, onChange: change };
  return (
    <div className={`term${problem ? ' term--wrong' : ''}`}>
      {entry.kind === 'list' || entry.kind === 'several' ? (
        <span className="term__label">{label}</span>
      ) : (
        <label className="term__label" htmlFor={id}>
          {label}
        </label>
      )}
      {field.hint && (
        <p className="term__hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.source && (
        <p className="term__source" id={`${id}-source`}>
          {t('agreements.form.source', { source: field.source })}
        </p>
      )}
      {problem && (
        <p className="nhsuk-error-message" id={`${id}-wrong`}>
          {problem}
        </p>
      )}
      <div className="term__row" key={begun}>
        {entry.kind === 'list' ? (
          <ListInput {...input} fields={entry.fields} max={entry.max} />
        ) : entry.kind === 'group' ? (
          <OptionalGroupInput {...input} fields={entry.fields} />
        ) : (
          <ValueInput {...input} entry={entry} />
        )}
        <EntryNote field={field} />
      </div>
      <div className="term__origin">
        <p id={`${id}-origin`}>
          <Origin path={path} below={below} isOwn={said !== undefined} />
        </p>
        {said !== undefined && (
          <button
            type="button"
            className="tool"
            aria-label={t('agreements.form.resetOf', { label })}
            onClick={() => {
              setBegun(begun + 1);
              say(path, undefined);
            }}
          >
            {t('agreements.form.reset')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Whose value it is; for one of this person also what would count without it. */
export function Origin({ path, below, isOwn }: { path: string; below: AgreementTerms['below']; isOwn: boolean }) {
  const { t } = useTranslation();
  const { layer, source, value } = below.sources[path] ?? { layer: 'core', source: '', value: t('agreements.form.nothing') };
  if (isOwn)
    return (
      <>
        <span className="layer layer--patient">{t('agreements.layer.patient')}</span>{' '}
        {source === '' ? t('agreements.form.elseNothing') : t('agreements.form.else', { value, source })}
      </>
    );
  if (source === '') return <>{t('agreements.form.elseNothing')}</>;
  return (
    <>
      <span className={`layer layer--${layer}`}>{t(`agreements.layer.${layer}`)}</span> {layer === 'locality' && source}
    </>
  );
}
