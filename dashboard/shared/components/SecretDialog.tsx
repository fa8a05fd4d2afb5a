import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from './CopyField.tsx';
import { Dialog } from './Dialog.tsx';

/** What a machine signs in with, shown this once. `children`: what else it needs to be told. */
export function SecretDialog(props: {
  title: string;
  lines: readonly { readonly label: string; readonly value: string }[];
  onClose: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p className="notice notice--warn">{t('homeKit.secret.once')}</p>
      {props.lines.map(({ label, value }, i) => (
        <CopyField key={label} id={`secret-${i}`} label={label} value={value} />
      ))}
      {props.children}
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={props.onClose}>
          {t('homeKit.secret.close')}
        </button>
      </div>
    </Dialog>
  );
}
