import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { useVisits } from '../../shared/api/response-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useCanAct } from '../../shared/live/use-live.tsx';
import { useResponseNews } from '../../shared/live/use-response-news.ts';
import { mayDo } from '../../shared/roles.ts';
import { DispatchDialog } from './DispatchDialog.tsx';
import { VisitCard } from './VisitCard.tsx';

/** Whoever was sent because of this alert, and the way to send somebody. An alert has one visit at a time. */
export function AlertVisits({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  useResponseNews();
  const canAct = useCanAct();
  const mayDispatch = mayDo(useMe().data?.role, 'dispatch');
  const { data } = useVisits('alerts', alert.id);
  const [isOpen, setIsOpen] = useState(false);
  const visits = data ?? [];
  const isUnderWay = visits.some(({ state }) => state !== 'completed' && state !== 'cancelled');
  const canSend = mayDispatch && data !== undefined && !isUnderWay && alert.status !== 'closed';
  return (
    <>
      {visits.map(({ id, version }) => (
        <VisitCard key={id} id={id} version={version} />
      ))}
      {canSend && (
        <p className="send-somebody">
          <button
            type="button"
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            disabled={!canAct}
            onClick={() => setIsOpen(true)}
          >
            {t('response.dispatch.button')}
          </button>
        </p>
      )}
      {isOpen && <DispatchDialog alert={alert} onClose={() => setIsOpen(false)} />}
    </>
  );
}
