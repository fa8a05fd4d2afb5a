import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { tableRoles } from '../../shared/components/table-roles.ts';
import { AlertRow } from './AlertRow.tsx';
import { GroupRow } from './GroupRow.tsx';
import { type Line, outageSteps } from './groups.ts';
import type { Filter } from './queues.ts';
import { rowHeight, useNarrow } from './use-narrow.ts';

export interface GridHandle {
  /** Moves the focus by rows, from the row that had it last. */
  move(by: number): void;
  acknowledgeCurrent(): void;
  /** The alert of the row that has the focus; null: none has it, or it stands for several. */
  current(): AlertSummary | null;
  toTop(): void;
}

const columns = ['priority', 'next', 'patient', 'why', 'owner', 'age', 'act'] as const;

/**
 * The rows, drawn only where they are seen. A grid for the keyboard: one tab stop, arrows up and down move between rows, right and left open
 * and close what stands in one row. The roles are written out because the rows are not laid out as a table.
 */
export function AlertGrid(props: {
  ref: Ref<GridHandle>;
  box: RefObject<HTMLDivElement | null>;
  lines: readonly Line[];
  filter: Filter;
  canAct: boolean;
  onAcknowledge: (alert: AlertSummary) => void;
  /** Opens or closes a group. */
  onOpen: (key: string, open: boolean) => void;
  /** All of an outage at once. */
  onTake: (alerts: readonly AlertSummary[]) => void;
  onClose: (alerts: readonly AlertSummary[]) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { lines, box, onOpen, onTake } = props;
  const height = rowHeight(useNarrow());
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [wantsFocus, setWantsFocus] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew exactly when the height of a row changes.
  useEffect(() => virtual.measure(), [height]);

  const found = lines.findIndex((line) => line.id === currentId);
  const current = Math.max(found, 0);

  function goTo(index: number) {
    const to = Math.max(0, Math.min(lines.length - 1, index));
    const line = lines[to];
    if (!line) return;
    setCurrentId(line.id);
    setWantsFocus(line.id);
    virtual.scrollToIndex(to);
  }
  // The row may not be drawn before it has been scrolled to, so the focus follows when it is.
  useEffect(() => {
    if (wantsFocus === null) return;
    const name = body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wantsFocus)}"] .alert-row__patient :is(a, button)`);
    if (!name) return;
    name.focus({ preventScroll: true });
    setWantsFocus(null);
  });

  const { onAcknowledge } = props;
  const acknowledge = useCallback(
    (alert: AlertSummary) => {
      // The button goes away with the acknowledgement; the row keeps the focus.
      setCurrentId(alert.id);
      setWantsFocus(alert.id);
      onAcknowledge(alert);
    },
    [onAcknowledge],
  );
  useImperativeHandle(props.ref, () => ({
    move: (by) => goTo(box.current?.contains(document.activeElement) ? current + by : current),
    acknowledgeCurrent: () => {
      const line = lines[current];
      if (!line || !props.canAct || !box.current?.contains(document.activeElement)) return;
      if (line.type === 'group') {
        const { take } = outageSteps(line.group.alerts);
        if (line.group.kind === 'outage' && take.length > 0) onTake(take);
      } else if (line.row.presence === 'here' && line.row.alert.allowed.includes('acknowledge')) acknowledge(line.row.alert);
    },
    current: () => {
      const line = lines[current];
      return line?.type === 'alert' && box.current?.contains(document.activeElement) ? line.row.alert : null;
    },
    toTop: () => box.current?.scrollTo({ top: 0 }),
  }));

  function pressed(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? height) / height) - 2);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: lines.length - 1,
    };
    const to = steps[event.key] ?? openOrClose(event.key);
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  }

  /** The index of the row to go to; undefined: the key does nothing here. */
  function openOrClose(key: string): number | undefined {
    const line = lines[current];
    const group = line?.type === 'group' ? line.id : line?.group;
    if (!line || !group || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return undefined;
    if (key === 'ArrowRight' && line.type === 'alert') return undefined;
    onOpen(group, key === 'ArrowRight');
    return lines.findIndex(({ id }) => id === group);
  }

  return (
    <div className="alert-grid" ref={box}>
      {lines.length > 0 && (
        <table
          {...tableRoles.grid}
          aria-label={t('worklist.table', { filter: t(`worklist.filter.${props.filter}`) })}
          aria-rowcount={lines.length + 1}
          onKeyDown={pressed}
        >
          <thead {...tableRoles.rowGroup}>
            <tr {...tableRoles.row} className="alert-row alert-row--head" aria-rowindex={1}>
              {columns.map((column) => (
                <th {...tableRoles.columnHeader} key={column} className={`alert-row__${column}`}>
                  {t(`worklist.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...tableRoles.rowGroup} ref={body} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const line = lines[item.index];
              if (!line) return null;
              const place = { index: item.index, top: item.start, current: item.index === current, canAct: props.canAct };
              if (line.type === 'alert')
                return (
                  <AlertRow
                    key={item.key}
                    {...place}
                    row={line.row}
                    isMember={line.group !== null}
                    onFocus={setCurrentId}
                    onAcknowledge={acknowledge}
                  />
                );
              return (
                <GroupRow
                  key={item.key}
                  {...place}
                  id={line.id}
                  group={line.group}
                  onFocus={setCurrentId}
                  onOpen={onOpen}
                  onTake={onTake}
                  onClose={props.onClose}
                />
              );
            })}
          </tbody>
        </table>
      )}
      {props.children}
    </div>
  );
}
