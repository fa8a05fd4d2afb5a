import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeKit } from '../../gateway/contract/home-kit.ts';
import type { Loan } from '../console/equipment/LoanTable.tsx';
import { StepDialog } from '../console/equipment/StepDialog.tsx';
import { homesToFitKey, useHomesToFit } from '../shared/api/installer-queries.ts';

/** What was ordered for this home: each thing with how it stands, and what was done with it. */
export function Brought({ patients }: Pick<HomeKit, 'patients'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState<Loan | null>(null);
  const orders = useHomesToFit().data?.orders.filter((order) => patients.some(({ id }) => id === order.patientId)) ?? [];
  const loans = orders.flatMap((order) => order.items.map((item): Loan => ({ ...item, order })));
  const close = () => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: homesToFitKey });
  };
  return (
    <section className="card" aria-labelledby="brought-title">
      <h2 className="card__title" id="brought-title">
        {t('installer.brought')}
      </h2>
      {loans.length === 0 && <p className="quiet">{t('installer.broughtNone')}</p>}
      {loans.map((loan) => (
        <div className="kit-step" key={loan.id}>
          <h3>{loan.name}</h3>
          <p>{t(`equipment.state.${loan.state}`)}</p>
          {loan.steps.length > 0 && (
            <button type="button" className="take" aria-label={t('equipment.recordOf', { name: loan.name })} onClick={() => setOpen(loan)}>
              {t('equipment.record')}
            </button>
          )}
        </div>
      ))}
      {open && <StepDialog loan={open} onClose={close} />}
    </section>
  );
}
