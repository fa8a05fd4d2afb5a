import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { useAlertCommand } from '../../shared/api/queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { nextToTake } from './queues.ts';

const shownMs = 8_000;

/** Acknowledging and joining straight from the list, and what became of it in one sentence (said, and shown for a while). */
export function useAcknowledge() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { mutate } = useAlertCommand();
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(() => setMessage(null), shownMs);
    return () => clearTimeout(timer);
  }, [message]);
  const say = useCallback(
    (text: string) => {
      setMessage(text);
      announce(text);
    },
    [announce],
  );
  const acknowledge = useCallback(
    (alert: AlertSummary) => {
      const name = alert.patientName;
      mutate(
        { alertId: alert.id, command: { type: 'acknowledge', version: alert.version } },
        {
          onSuccess: ({ result, alert: now }) => {
            if (result === 'done') say(t('worklist.acknowledged', { name }));
            else if (now.owner) say(t('worklist.overtaken', { name, owner: now.owner.name }));
            else say(t('worklist.overtakenNobody', { name }));
          },
          onError: (error) => say(t('worklist.refused', { name, detail: error.message })),
        },
      );
    },
    [mutate, say, t],
  );
  const join = useCallback(
    (alert: AlertSummary) => {
      mutate(
        { alertId: alert.id, command: { type: 'join', version: alert.version } },
        {
          onSuccess: () => setMessage(t('worklist.joinedNow', { name: alert.patientName })),
          onError: (error) => setMessage(t('worklist.refused', { name: alert.patientName, detail: error.message })),
        },
      );
    },
    [mutate, t],
  );
  /** The most urgent alert of these that needs somebody: taken, and opened. */
  const takeNext = useCallback(
    (alerts: Iterable<AlertSummary>) => {
      const next = nextToTake(alerts);
      if (!next) return setMessage(t('worklist.noNext'));
      mutate(
        { alertId: next.id, command: { type: 'acknowledge', version: next.version } },
        {
          onSuccess: () => void navigate(`/alerts/${encodeURIComponent(next.id)}`),
          onError: (error) => setMessage(t('worklist.refused', { name: next.patientName, detail: error.message })),
        },
      );
    },
    [mutate, navigate, t],
  );
  return { acknowledge, join, takeNext, message, say };
}
