import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useEquipmentOrders } from '../../shared/api/equipment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { LoanTable } from './LoanTable.tsx';
import { OrderDialog } from './OrderDialog.tsx';

/** What somebody has on loan. */
export function PatientEquipment({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useEquipmentOrders({ patientId: patient.id, all: false });
  const mayOrder = mayDo(useMe().data?.role, 'arrange');
  const [ordering, setOrdering] = useState(false);
  return (
    <section className="card">
      <h2 className="card__title">{t('equipment.title')}</h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('equipment.noneHere')}</p>
      ) : (
        <LoanTable orders={data} withPerson={false} />
      )}
      {mayOrder && (
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={() => setOrdering(true)}>
          {t('equipment.order')}
        </button>
      )}
      {ordering && <OrderDialog patient={patient} onClose={() => setOrdering(false)} />}
    </section>
  );
}
