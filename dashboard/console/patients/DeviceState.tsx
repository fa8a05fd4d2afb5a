import { useTranslation } from 'react-i18next';
import type { DeviceView } from '../../../gateway/contract/equipment.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** How a device stands, in a word and a shape, and what is behind it. Only live looks like good news. */
export function DeviceState({
  device,
  zone,
}: {
  device: Pick<DeviceView, 'state' | 'pausedUntil' | 'behindHub' | 'faults'>;
  zone?: string;
}) {
  const { t } = useTranslation();
  const why = [
    device.behindHub && t('patients.detail.device.behindHub'),
    device.pausedUntil && t('patients.detail.device.until', { time: dayAndTime(Date.parse(device.pausedUntil), zone) }),
    ...device.faults.map((fault) => t(`terms.fault.${fault.cause}`)),
  ].filter((part) => typeof part === 'string');
  return (
    <>
      <span className={`device-state device-state--${device.state}`}>{t(`terms.deviceState.${device.state}`)}</span>
      {why.length > 0 && <span className="device-why"> {why.join(', ')}</span>}
    </>
  );
}
