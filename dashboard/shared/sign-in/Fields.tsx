import type { ReactNode } from 'react';

/** A labelled field as everywhere else, without the library of the console: the page of families has no room for it. */
export function Field(props: {
  label: string;
  name: string;
  type?: 'email' | 'password' | 'text';
  autoComplete: string;
  hint?: string;
  isNumeric?: boolean;
}) {
  const hintId = props.hint === undefined ? undefined : `${props.name}-hint`;
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={props.name}>
        {props.label}
      </label>
      {props.hint && (
        <div className="nhsuk-hint" id={hintId}>
          {props.hint}
        </div>
      )}
      <input
        className="nhsuk-input"
        id={props.name}
        name={props.name}
        type={props.type ?? 'text'}
        autoComplete={props.autoComplete}
        aria-describedby={hintId}
        {...(props.isNumeric && { inputMode: 'numeric' as const })}
        required
      />
    </div>
  );
}

/** Why the last attempt did not work; nothing where there was none. */
export function Wrong({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p className="notice notice--wrong" role="alert">
      {children}
    </p>
  );
}

export function TextButton(props: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="text-button" onClick={props.onClick}>
      {props.children}
    </button>
  );
}
