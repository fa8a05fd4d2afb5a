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
import type { Filter } from './queues.ts';
import type { SteadyRow } from './steady-list.ts';
import { rowHeight, useNarrow } from './use-narrow.ts';

export interface GridHandle {
  /** Moves the focus by rows, from the row that had it last. */
  move(by: number): void;
  acknowledgeCurrent(): void;
  /** The alert of the row that has the focus; null: none has it. */
  current(): AlertSummary | null;
  toTop(): void;
}

const columns = ['priority', 'next', 'patient', 'why', 'owner', 'age', 'act'] as const;

/**
 * The rows, drawn only where they are seen. A grid for the keyboard: one tab stop, arrows move between rows.
 * The roles are written out because the rows are not laid out as a table.
 */
export function AlertGrid(props: {
  ref: Ref<GridHandle>;
  box: RefObject<HTMLDivElement | null>;
  rows: readonly SteadyRow[];
  filter: Filter;
  canAct: boolean;
  onAcknowledge: (alert: AlertSummary) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { rows, box } = props;
  const height = rowHeight(useNarrow());
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [wantsFocus, setWantsFocus] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.alert.id ?? index,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew exactly when the height of a row changes.
  useEffect(() => virtual.measure(), [height]);

  const found = rows.findIndex((row) => row.alert.id === currentId);
  const current = Math.max(found, 0);

  function goTo(index: number) {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setCurrentId(row.alert.id);
    setWantsFocus(row.alert.id);
    virtual.scrollToIndex(rows.indexOf(row));
  }
  // The row may not be drawn before it has been scrolled to, so the focus follows when it is.
  useEffect(() => {
    if (wantsFocus === null) return;
    const link = body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wantsFocus)}"] a`);
    if (!link) return;
    link.focus({ preventScroll: true });
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
      const row = rows[current];
      if (!row || !props.canAct || row.presence !== 'here' || !row.alert.allowed.includes('acknowledge')) return;
      if (box.current?.contains(document.activeElement)) acknowledge(row.alert);
    },
    current: () => (box.current?.contains(document.activeElement) ? (rows[current]?.alert ?? null) : null),
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
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  }

  return (
    <div className="alert-grid" ref={box}>
      {rows.length > 0 && (
        <table
          {...tableRoles.grid}
          aria-label={t('worklist.table', { filter: t(`worklist.filter.${props.filter}`) })}
          aria-rowcount={rows.length + 1}
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
              const row = rows[item.index];
              if (!row) return null;
              return (
                <AlertRow
                  key={item.key}
                  row={row}
                  index={item.index}
                  top={item.start}
                  current={item.index === current}
                  canAct={props.canAct}
                  onFocus={setCurrentId}
                  onAcknowledge={acknowledge}
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
