import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeKit, KitDevice } from '../../../gateway/contract/home-kit.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { DeviceState } from '../patients/DeviceState.tsx';

/** Devices of a home with how they stand. `credential` null: it is not theirs to change. */
export function KitTable(props: {
  caption: string;
  devices: readonly KitDevice[];
  kit: Pick<HomeKit, 'patients'>;
  credential: ((device: KitDevice) => void) | null;
}) {
  const { t } = useTranslation();
  const { patients } = props.kit;
  const { credential } = props;
  const columns = useMemo((): Column<KitDevice>[] => {
    const where = ({ room, patientId }: KitDevice) =>
      [room && t(`homeKit.room.${room}`), patients.find(({ id }) => id === patientId)?.name ?? t('homeKit.device.ofHome')]
        .filter(Boolean)
        .join(', ');
    const action: Column<KitDevice> = {
      id: 'act',
      header: t('homeKit.device.act'),
      cell: ({ row: { original: device } }) => (
        <button
          type="button"
          className="tool"
          aria-label={t('homeKit.device.credentialOf', { name: device.name })}
          onClick={() => credential?.(device)}
        >
          {t('homeKit.device.credential')}
        </button>
      ),
    };
    return [
      { id: 'name', header: t('homeKit.device.name'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      { id: 'kind', header: t('homeKit.device.kind'), cell: ({ row }) => t(`terms.device.${row.original.kind}`) },
      { id: 'where', header: t('homeKit.device.where'), cell: ({ row }) => where(row.original) },
      { id: 'state', header: t('homeKit.device.state'), cell: ({ row }) => <DeviceState device={row.original} /> },
      {
        id: 'heard',
        header: t('homeKit.device.heard'),
        cell: ({ row: { original: device } }) =>
          device.lastHeardAt ? <Ago at={device.lastHeardAt} /> : <strong className="never">{t('homeKit.device.never')}</strong>,
      },
      ...(credential ? [action] : []),
    ];
  }, [t, patients, credential]);
  return <DataTable caption={props.caption} columns={columns} rows={props.devices} rowId={({ id }) => id} />;
}
