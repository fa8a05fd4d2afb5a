import { useTranslation } from 'react-i18next';
import type { Entry, Field } from './fields.ts';
import { SeveralInput } from './SeveralInput.tsx';
import { WaitInput } from './WaitInput.tsx';

export interface InputProps<E extends Entry = Entry> {
  readonly id: string;
  /** Ids of what explains the field. */
  readonly describedBy: string | undefined;
  readonly label: string;
  readonly nullable: boolean;
  readonly entry: E;
  readonly value: unknown;
  /** An empty text: the field was emptied. */
  readonly onChange: (value: unknown) => void;
}

/** One value, entered as its kind asks for. It keeps what is typed by itself, also what is not yet a value. */
export function ValueInput(props: InputProps) {
  const { t } = useTranslation();
  const { id, describedBy, entry, value, onChange, nullable } = props;
  const common = { id, 'aria-describedby': describedBy, className: 'nhsuk-input' };
  const text = value === null || value === undefined ? '' : String(value);
  switch (entry.kind) {
    case 'wait':
      return <WaitInput {...props} />;
    case 'several':
      return <SeveralInput {...props} entry={entry} />;
    case 'yes-no':
      return (
        <select {...common} className="nhsuk-select" defaultValue={text} onChange={(event) => onChange(event.target.value === 'true')}>
          {text === '' && <option value="">{t('agreements.form.choose')}</option>}
          <option value="true">{t('agreements.form.yes')}</option>
          <option value="false">{t('agreements.form.no')}</option>
        </select>
      );
    case 'choice':
      return (
        <select
          {...common}
          className="nhsuk-select"
          defaultValue={text}
          onChange={(event) => onChange(entry.options.find((one) => String(one) === event.target.value) ?? '')}
        >
          {(text === '' || nullable) && <option value="">{t('agreements.form.choose')}</option>}
          {entry.options.map((one) => (
            <option key={one} value={one}>
              {inWords(one)}
            </option>
          ))}
        </select>
      );
    case 'number':
      return (
        <input
          {...common}
          type="number"
          inputMode="decimal"
          defaultValue={text}
          min={entry.min}
          max={entry.max}
          step={entry.whole ? 1 : 'any'}
          onChange={(event) => onChange(event.target.value === '' ? '' : Number(event.target.value))}
        />
      );
    case 'numbers':
    case 'dates': {
      const read = (typed: string) => typed.split(',').flatMap((one) => one.trim() || []);
      const given = Array.isArray(value) ? value.join(', ') : '';
      return (
        <input
          {...common}
          defaultValue={given}
          onChange={(event) => onChange(entry.kind === 'dates' ? read(event.target.value) : read(event.target.value).map(Number))}
        />
      );
    }
    case 'time':
    case 'date':
      return <input {...common} type={entry.kind} defaultValue={text} onChange={(event) => onChange(event.target.value)} />;
    case 'text':
      return <input {...common} maxLength={entry.maxLength} defaultValue={text} onChange={(event) => onChange(event.target.value)} />;
    case 'group':
    case 'list':
      throw new Error(`${id} is made of parts`);
  }
}

/** `blood-pressure` → `blood pressure`. */
export function inWords(option: string | number): string {
  return String(option).replaceAll('-', ' ');
}

/** The name of a field with its unit. */
export function labelOf({ label, unit }: Pick<Field, 'label' | 'unit'>): string {
  return unit === null ? label : `${label} (${unit})`;
}

/** How an input is to be filled in, where that cannot be seen. */
export function EntryNote({ field: { entry, nullable } }: { field: Field }) {
  const { t } = useTranslation();
  const notes = [
    ...(entry.kind === 'number' && entry.max !== undefined ? [t('agreements.form.between', { min: entry.min ?? 0, max: entry.max })] : []),
    ...(entry.kind === 'dates' || entry.kind === 'numbers' ? [t(`agreements.form.${entry.kind}As`)] : []),
    ...(nullable && entry.kind !== 'group' ? [t('agreements.form.emptyIsNone')] : []),
  ];
  return notes.length === 0 ? null : <span className="quiet">{notes.join(' ')}</span>;
}
