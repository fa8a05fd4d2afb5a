import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { claimCodeView } from '../../../gateway/contract/apps.ts';
import type { HomeKit } from '../../../gateway/contract/home-kit.ts';
import { useClaimCodes, useClaimWithdrawal } from '../../shared/api/home-kit-queries.ts';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { ClaimState } from './ClaimState.tsx';
import { Countdown } from './Countdown.tsx';

/** A code to be scanned or typed, with the time that is left and what became of it. It prints as a sheet of its own. */
export function ClaimSheet(props: { made: z.infer<typeof claimCodeView>; kit: HomeKit; onClose: () => void }) {
  const { t } = useTranslation();
  const { made, kit, onClose } = props;
  const withdrawal = useClaimWithdrawal(kit.homeId);
  const line = useClaimCodes(kit.homeId).data?.find(({ id }) => id === made.id);
  const waits = line === undefined || line.state === 'waiting';
  return (
    <Dialog title={t('homeKit.claim.dialog')} onClose={onClose}>
      <div className="claim-sheet">
        <p>{t('homeKit.claim.home', { address: kit.address })}</p>
        {waits && (
          <>
            <p>{t('homeKit.claim.scan')}</p>
            <img
              className="claim-sheet__qr"
              src={`data:image/svg+xml,${encodeURIComponent(made.qrSvg)}`}
              alt={t('homeKit.claim.qr', { code: made.code })}
            />
            <p className="claim-sheet__code">{made.code}</p>
            <p className="claim-sheet__url">{t('homeKit.claim.address', { url: made.url })}</p>
            <p>{t('homeKit.claim.until', { time: dayAndTime(Date.parse(made.expiresAt)) })}</p>
          </>
        )}
        <p role="status" className="claim-sheet__now">
          {line ? <ClaimState line={line} /> : t('homeKit.claim.waiting')}
        </p>
        {waits && (
          <p className="claim-sheet__now">
            {t('homeKit.claim.left')}: <Countdown seconds={made.secondsLeft} />
          </p>
        )}
      </div>
      {withdrawal.error && (
        <p className="notice notice--warn" role="alert">
          {withdrawal.error.message}
        </p>
      )}
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={onClose}>
          {t('homeKit.claim.close')}
        </button>
        {waits && (
          <>
            <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={() => window.print()}>
              {t('homeKit.claim.print')}
            </button>
            <button
              type="button"
              className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              disabled={withdrawal.isPending}
              onClick={() => withdrawal.mutate(made.id)}
            >
              {t('homeKit.claim.withdraw')}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}
