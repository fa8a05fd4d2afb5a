import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from './Announcer.tsx';

/** A value to be taken elsewhere: it can be read, selected, and copied by a button. */
export function CopyField({ id, label, value }: { id: string; label: string; value: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Over plain HTTP, as in a home network, a browser has no clipboard to write to; what is selected it copies.
      field.current?.select();
      document.execCommand('copy');
    }
    announce(t('homeKit.secret.copied', { label }));
  }
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={field} className="nhsuk-input" readOnly value={value} onFocus={(event) => event.target.select()} />
      <button type="button" className="tool" aria-label={t('homeKit.secret.copyOf', { label })} onClick={() => void copy()}>
        {t('homeKit.secret.copy')}
      </button>
    </div>
  );
}
