import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertCommandRequest, AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';
import { useAlertCommand } from '../../shared/api/queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { useCanAct, useLiveAlerts } from '../../shared/live/use-live.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { leadersFor, MergeDialog } from '../worklist/MergeDialog.tsx';
import { CloseDialog } from './CloseDialog.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { SnoozeDialog } from './SnoozeDialog.tsx';

type ActionName = AlertDetail['allowed'][number];
/** A command without the version, which is always the one on the screen. */
export type Act = (command: CommandWithoutVersion) => Promise<'done' | 'overtaken'>;
type CommandWithoutVersion = AlertCommandRequest extends infer C ? (C extends AlertCommandRequest ? Omit<C, 'version'> : never) : never;

const order = [
  ...(['acknowledge', 'unacknowledge', 'join', 'leave', 'close', 'hand-over', 'unsnooze', 'snooze'] as const),
  ...(['merge', 'unmerge', 'note', 'decline'] as const),
] as const satisfies readonly ActionName[];
const withDialog = ['close', 'hand-over', 'snooze', 'note', 'merge'] as const;
type WithDialog = (typeof withDialog)[number];
const hasDialog = (name: ActionName): name is WithDialog => (withDialog as readonly ActionName[]).includes(name);
const undoMs = 30_000;

/** What can be done now, as the server said; and what became of the last thing done. */
export function Actions({ alert, answering }: { alert: AlertDetail; answering?: AnsweringView | undefined }) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const announce = useAnnounce();
  const command = useAlertCommand();
  const [dialog, setDialog] = useState<ActionName | null>(null);
  const [overtaken, setOvertaken] = useState(false);
  const notice = useRef<HTMLDivElement>(null);
  const undoSeconds = useUndoSeconds(alert);

  // The button that was pressed may be gone: the focus goes to what there is to read.
  useEffect(() => {
    if ((overtaken || command.isError) && !dialog) notice.current?.focus();
  }, [overtaken, command.isError, dialog]);

  const act: Act = async (asked) => {
    setOvertaken(false);
    const body = { ...asked, version: alert.version } as AlertCommandRequest;
    const { result } = await command.mutateAsync({ alertId: alert.id, command: body });
    if (result === 'done') {
      announce(t(`alert.actions.did.${asked.type}`));
      setDialog(null);
    } else setOvertaken(true);
    return result;
  };

  const canMerge = leadersFor(alert, useLiveAlerts().values()).length > 0;
  const shown = order.filter(
    (name) => alert.allowed.includes(name) && (name !== 'unacknowledge' || undoSeconds > 0) && (name !== 'merge' || canMerge),
  );
  const last = alert.timeline.at(-1);
  const lastText = last ? [last.text, last.actor?.name].filter(Boolean).join(' – ') : '';
  const dialogProps = {
    act,
    problem: command.error?.message ?? (overtaken ? t('alert.overtaken.dialog', { text: lastText }) : null),
    canSend: canAct && !command.isPending && dialog !== null && alert.allowed.includes(dialog),
    gone: dialog !== null && !alert.allowed.includes(dialog),
    onClose: () => {
      setDialog(null);
      command.reset();
    },
  };
  return (
    <section className="actions" aria-label={t('alert.actions.title')}>
      {!dialog && (overtaken || command.error) && (
        <div className="notice notice--warn" role="alert" tabIndex={-1} ref={notice}>
          <h3 className="notice__title">{overtaken ? t('alert.overtaken.title') : t('alert.refused')}</h3>
          <p>{overtaken ? t('alert.overtaken.says') : command.error?.message}</p>
          {overtaken && lastText && <p>{t('alert.overtaken.last', { text: lastText })}</p>}
        </div>
      )}
      <div className="actions__row">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className={`nhsuk-button nhsuk-button--small${name === shown[0] && name !== 'unacknowledge' ? '' : ' nhsuk-button--secondary'}`}
            disabled={!canAct || command.isPending}
            onClick={() => {
              command.reset();
              setOvertaken(false);
              if (hasDialog(name)) setDialog(name);
              else act({ type: name }).catch(() => undefined /* shown above, from the mutation */);
            }}
          >
            {name === 'unacknowledge' ? t('alert.actions.unacknowledge', { seconds: undoSeconds }) : t(`alert.actions.${name}`)}
          </button>
        ))}
        {shown.length === 0 && <p className="quiet">{t('alert.actions.none')}</p>}
      </div>
      {!canAct && <p className="quiet">{t('alert.actions.off')}</p>}
      {dialog === 'note' && <NoteDialog {...dialogProps} />}
      {dialog === 'close' && <CloseDialog {...dialogProps} alertId={alert.id} answering={answering} />}
      {dialog === 'merge' && <MergeDialog {...dialogProps} alert={alert} />}
      {dialog === 'snooze' && <SnoozeDialog {...dialogProps} severity={alert.severity} />}
      {dialog === 'hand-over' && <HandOverDialog {...dialogProps} />}
    </section>
  );
}

/** Seconds in which the last acknowledgement can still be undone, by the server's clock. */
function useUndoSeconds(alert: AlertDetail): number {
  const now = useServerNow();
  const acknowledged = alert.timeline.findLast((entry) => entry.type === 'acknowledged');
  if (!acknowledged || now === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(acknowledged.at) + undoMs - now) / 1_000));
}
