import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import type { Role } from '../../../gateway/contract/relations.ts';
import { useTasks } from '../../shared/api/queries.ts';
import { useLiveCount } from '../../shared/live/use-live.tsx';
import { mayDo } from '../../shared/roles.ts';
import { useServerMinute } from '../../shared/time/use-server-now.ts';
import { WaitingCount } from '../messages/WaitingCount.tsx';
import { isOverdue } from '../tasks/due.ts';
import { queueOf } from '../worklist/queues.ts';
import { type PageEntry, type PageGroup, pagesFor } from './pages.ts';

/** The pages that this person is offered: a few links, and groups that open. */
export function Navigation({ role }: { role: Role }) {
  const { t } = useTranslation();
  return (
    <nav className="bar__nav" aria-label={t('frame.navigation')}>
      {pagesFor(role).map((each) =>
        'group' in each ? (
          <Group key={each.group} {...each} />
        ) : (
          <NavLink key={each.to} to={each.to} end={each.to === '/'}>
            {t(each.label)}
            {each.to === '/' && <NeedSomeone />}
            {each.to === '/messages' && <WaitingCount />}
            {each.to === '/tasks' && <OpenTasks asked={mayDo(role, 'seeAlerts')} />}
          </NavLink>
        ),
      )}
    </nav>
  );
}

/** A button and, once it was pressed, its pages. Closes on Escape, when the focus or the pointer goes elsewhere, and with the page. */
function Group({ group, pages }: PageGroup) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpenAt(null);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open]);
  const left = (event: FocusEvent) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpenAt(null);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    setOpenAt(null);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the button and the links in it
    <div ref={box} className="bar__group" onBlur={left} onKeyDown={pressed}>
      <button
        ref={button}
        type="button"
        className={pages.some((page) => isIn(page, pathname)) ? 'active' : undefined}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpenAt(open ? null : pathname)}
      >
        {t(`frame.groups.${group}`)}
      </button>
      <ul id={listId} className="bar__pages" hidden={!open}>
        {pages.map((page) => (
          <li key={page.to}>
            <NavLink to={page.to}>{t(page.label)}</NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function isIn(page: PageEntry, pathname: string): boolean {
  return pathname === page.to || pathname.startsWith(`${page.to}/`);
}

function NeedSomeone() {
  const { t } = useTranslation();
  const count = useLiveCount((alert) => queueOf(alert) === 'needs-someone');
  if (count === 0) return null;
  return (
    <span className="count">
      <span className="nhsuk-u-visually-hidden">, {t('frame.needSomeone', { count })}</span>
      <span aria-hidden="true">{count}</span>
    </span>
  );
}

function OpenTasks({ asked }: { asked: boolean }) {
  const { t } = useTranslation();
  const now = useServerMinute();
  const open = useTasks(false, asked).data?.filter((task) => task.doneAt === null) ?? [];
  const overdue = open.filter((task) => isOverdue(task, now)).length;
  return (
    open.length > 0 && (
      <span
        className={overdue > 0 ? 'count' : 'count count--quiet'}
        title={overdue > 0 ? t('frame.overdueTasks', { count: overdue }) : undefined}
      >
        {' '}
        {open.length}
        {overdue > 0 && <span className="nhsuk-u-visually-hidden">, {t('frame.overdueTasks', { count: overdue })}</span>}
      </span>
    )
  );
}
