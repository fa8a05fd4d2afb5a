import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog, type Missing } from '../../shared/components/FormDialog.tsx';
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

/** The dialog of one action on an alert. `read` gives the command, or what is missing. */
export function ActionForm(props: {
  title: string;
  send: string;
  dialog: ActionDialogProps;
  read: (entered: FormData) => Parameters<Act>[0] | Missing;
  children: (missing: (field: string) => string | undefined) => ReactNode;
}) {
  const { t } = useTranslation();
  const { act, problem, canSend, gone, onClose } = props.dialog;
  const submit = (entered: FormData) => {
    const command = props.read(entered);
    if ('field' in command) return command;
    act(command).catch(() => undefined /* shown through `problem` */);
    return null;
  };
  return (
    <FormDialog
      title={props.title}
      send={props.send}
      canSend={canSend}
      problem={gone ? t('alert.actions.noLonger') : problem}
      submit={submit}
      onClose={onClose}
    >
      {props.children}
    </FormDialog>
  );
}
