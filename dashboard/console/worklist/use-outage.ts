import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import type { OutageAnswer, OutageCommand } from '../../../gateway/contract/outages.ts';
import { useOutageCommand } from '../../shared/api/outage-queries.ts';

/** Taking and closing an outage of hubs as one incident. `say` is told in one sentence what became of it. */
export function useOutage(say: (text: string) => void) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useOutageCommand();
  const sentence = (what: 'acknowledge' | 'close', { done, overtaken, refused }: OutageAnswer) =>
    [
      t(`worklist.group.did.${what}`, { count: done.length }),
      overtaken.length > 0 && t('worklist.group.overtaken', { count: overtaken.length }),
      refused.length > 0 &&
        t('worklist.group.refused', { count: refused.length, detail: [...new Set(refused.map(({ detail }) => detail))].join(' ') }),
    ]
      .filter(Boolean)
      .join(' ');
  return {
    pending: isPending,
    problem: error?.message ?? null,
    act(alerts: readonly AlertSummary[], command: OutageCommand['command'], done?: () => void) {
      mutate(
        { alerts: alerts.map(({ id, version }) => ({ id, version })), command },
        {
          onSuccess: (answer) => {
            say(sentence(command.type, answer));
            done?.();
          },
          onError: (problem) => say(problem.message),
        },
      );
    },
  };
}
