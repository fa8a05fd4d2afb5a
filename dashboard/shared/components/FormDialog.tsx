import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';

/** A field that has to be filled in first, by its name in the form, and the words that say so. */
export interface Missing {
  readonly field: string;
  readonly says: string;
}

/**
 * A form in a dialog. It keeps what was typed when the gateway refuses. `submit` acts on what was entered, or says what is missing:
 * the focus then goes there. `children` gets the words to show beside a field.
 */
export function FormDialog(props: {
  title: string;
  send: string;
  /** The button warns of something that cannot be taken back. */
  warning?: boolean;
  canSend: boolean;
  /** Why the last attempt did nothing; null: there was none, or it worked. */
  problem: string | null;
  submit: (entered: FormData) => Missing | null;
  onClose: () => void;
  children: (missing: (field: string) => string | undefined) => ReactNode;
}) {
  const { t } = useTranslation();
  const [missing, setMissing] = useState<Missing | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const found = props.submit(new FormData(event.currentTarget));
    setMissing(found);
    if (found) event.currentTarget.querySelector<HTMLElement>(`[name="${found.field}"]`)?.focus();
  }

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form noValidate onSubmit={submit}>
        {props.children((field) => (missing?.field === field ? missing.says : undefined))}
        {props.problem && (
          <p className="notice notice--warn" role="alert">
            {props.problem}
          </p>
        )}
        <div className="dialog__actions">
          <button
            type="submit"
            className={`nhsuk-button nhsuk-button--small${props.warning ? ' nhsuk-button--warning' : ''}`}
            disabled={!props.canSend}
          >
            {props.send}
          </button>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={props.onClose}>
            {t('frame.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
