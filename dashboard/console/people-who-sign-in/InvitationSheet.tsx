import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { madeInvitation } from '../../../gateway/contract/sign-in.ts';
import { CopyField } from '../../shared/components/CopyField.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** An invitation as it is handed over, this once: what became of the e-mail, and the link to show, scan or copy. */
export function InvitationSheet(props: { name: string; email: string | null; made: z.infer<typeof madeInvitation>; onClose: () => void }) {
  const { t } = useTranslation();
  const { link, qrSvg, expiresAt, mailed } = props.made;
  const fate = mailed === 'failed' ? t('users.sheet.failed') : t('users.sheet.noAddress');
  return (
    <Dialog title={t('users.sheet.title', { name: props.name })} onClose={props.onClose}>
      {mailed === 'sent' ? (
        <p>{t('users.sheet.sent', { email: props.email ?? '' })}</p>
      ) : (
        <p className={mailed === 'failed' ? 'notice notice--warn' : undefined}>{fate}</p>
      )}
      <img className="claim-sheet__qr" src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`} alt={t('users.sheet.qr')} />
      <CopyField id="invitation-link" label={t('users.sheet.link')} value={link} />
      <p>{t('users.sheet.until', { time: dayAndTime(Date.parse(expiresAt)) })}</p>
      <p className="quiet">{t('users.sheet.once')}</p>
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={props.onClose}>
          {t('users.close')}
        </button>
      </div>
    </Dialog>
  );
}
