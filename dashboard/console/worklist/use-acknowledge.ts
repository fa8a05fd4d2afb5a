import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { useAlertCommand } from '../../shared/api/queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';

const shownMs = 8_000;

/** Acknowledging straight from the list, and what became of it in one sentence (said, and shown for a while). */
export function useAcknowledge() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { mutate } = useAlertCommand();
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(() => setMessage(null), shownMs);
    return () => clearTimeout(timer);
  }, [message]);
  const acknowledge = useCallback(
    (alert: AlertSummary) => {
      const say = (text: string) => {
        setMessage(text);
        announce(text);
      };
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
    [mutate, announce, t],
  );
  return { acknowledge, message };
}
