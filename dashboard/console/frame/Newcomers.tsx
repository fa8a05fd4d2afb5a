import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { useLinkState, useLiveAlerts } from '../../shared/live/use-live.tsx';
import { byUrgency } from '../worklist/order.ts';
import { countQueues, isUnownedHigh } from '../worklist/queues.ts';

/** Counts are said at most this often (real time): who listens must be able to finish a sentence. */
const quietMs = 10_000;

/** Says what is new to those who hear the page: counts politely, a new high alert at once, with the sound. Shows nothing. */
export function Newcomers({ onNewHigh }: { onNewHigh: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const alerts = useLiveAlerts();
  const known = useLinkState() !== 'connecting';
  /** null until the first list: what was there before is not new. */
  const seenHigh = useRef<Set<string> | null>(null);
  const saidAtMs = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    if (!known) return;
    const high = [...alerts.values()].filter(isUnownedHigh).sort(byUrgency);
    const fresh = seenHigh.current === null ? [] : high.filter((alert) => !seenHigh.current?.has(alert.id));
    seenHigh.current = new Set(high.map((alert) => alert.id));
    const first = fresh[0];
    if (!first) return;
    announce(t('worklist.newHigh', { count: fresh.length, name: first.patientName, reason: first.reason }), 'assertive');
    onNewHigh();
  }, [alerts, known, announce, onNewHigh, t]);

  useEffect(() => {
    if (!known) return;
    const counts = countQueues(alerts.values());
    const text = t('worklist.count', {
      needs: counts['needs-someone'],
      high: [...alerts.values()].filter(isUnownedHigh).length,
      owned: counts.owned,
      prompting: counts.prompting,
      toCode: counts['to-code'],
    });
    const wait = Math.max(0, saidAtMs.current + quietMs - performance.now());
    const timer = setTimeout(() => {
      saidAtMs.current = performance.now();
      announce(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [alerts, known, announce, t]);

  return null;
}
