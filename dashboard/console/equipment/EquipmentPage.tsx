import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEquipmentOrders } from '../../shared/api/equipment-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { LoanTable } from './LoanTable.tsx';

/** What is on loan to everybody, and what is still to come, by its clock. */
export function EquipmentPage() {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useEquipmentOrders({ patientId: null, all });
  return (
    <Page title={t('equipment.title')}>
      <p className="quiet">{t('equipment.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {data.length > 0 ? <LoanTable orders={data} withPerson /> : <p className="empty__title">{t('equipment.none')}</p>}
          <label className="check">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> {t('equipment.all')}
          </label>
        </>
      )}
    </Page>
  );
}
