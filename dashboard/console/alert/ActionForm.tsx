import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/components/Dialog.tsx';
import type { Act } from './Actions.tsx';

export interface ActionDialogProps {
  act: Act;
  /** Why the last attempt did nothing; null: there was none, or it worked. */
  problem: string | null;
  canSend: boolean;
  /** The action is no longer allowed: the alert changed while the dialog was open. */
  gone: boolean;
  onClose: () => void;
}

/** A form in a dialog that keeps what was typed when the gateway refuses. `read` gives the command, or what is missing. */
export function ActionForm(props: {
  title: string;
  send: string;
  warning?: boolean;
  dialog: ActionDialogProps;
  read: (entered: FormData) => Parameters<Act>[0] | { missing: string };
  children: (missing: string | null) => ReactNode;
}) {
  const { t } = useTranslation();
  const [missing, setMissing] = useState<string | null>(null);
  const { act, problem, canSend, gone, onClose } = props.dialog;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const command = props.read(new FormData(event.currentTarget));
    if ('missing' in command) {
      setMissing(command.missing);
      event.currentTarget.querySelector<HTMLElement>('select, textarea')?.focus();
      return;
    }
    setMissing(null);
    act(command).catch(() => undefined /* shown through `problem` */);
  }

  const trouble = gone ? t('alert.actions.noLonger') : problem;
  return (
    <Dialog title={props.title} onClose={onClose}>
      {trouble && (
        <p className="notice notice--warn" role="alert">
          {trouble}
        </p>
      )}
      <form noValidate onSubmit={submit}>
        {props.children(missing)}
        <div className="dialog__actions">
          <button
            type="submit"
            className={`nhsuk-button nhsuk-button--small${props.warning ? ' nhsuk-button--warning' : ''}`}
            disabled={!canSend}
          >
            {props.send}
          </button>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onClose}>
            {t('frame.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
