import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../time/format.ts';

interface Limits {
  readonly mayBeTold: boolean;
  readonly unavailable: { readonly reason: string; readonly untilAt: string } | null;
}

/** Why a contact is not to be asked: never, or not now. Nothing when they may be. */
export function ContactLimits({ mayBeTold, unavailable }: Limits) {
  const { t } = useTranslation();
  if (!mayBeTold) return <strong className="not-told"> {t('alert.patient.notTold')}</strong>;
  if (!unavailable) return null;
  const { reason, untilAt } = unavailable;
  return <strong className="not-told"> {t('alert.patient.unavailable', { time: dayAndTime(Date.parse(untilAt)), reason })}</strong>;
}
