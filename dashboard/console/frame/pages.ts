import type { ParseKeys } from 'i18next';
import type { Role } from '../../../gateway/contract/relations.ts';
import { mayDo, type Offered } from '../../shared/roles.ts';

/** One page that the bar leads to. `for`: who is offered it; without it, everybody. */
export interface PageEntry {
  readonly to: string;
  readonly label: ParseKeys;
  readonly for?: Offered | readonly Role[];
}

/** Pages that belong together: behind one button that opens them. */
export interface PageGroup {
  readonly group: 'response' | 'team' | 'setUp';
  readonly pages: readonly PageEntry[];
}

/** Who looks at how agreements do over all people. */
const reviewers: readonly Role[] = ['coordinator', 'clinician', 'manager'];

/** What the bar holds, in its order. Few things stand by themselves: what is needed within seconds, and what is looked into all day. */
export const barPages: readonly (PageEntry | PageGroup)[] = [
  { to: '/', label: 'frame.worklist', for: 'seeAlerts' },
  { to: '/patients', label: 'frame.patients' },
  { to: '/tasks', label: 'frame.tasks' },
  { to: '/messages', label: 'messages.nav', for: 'seeAlerts' },
  {
    group: 'response',
    pages: [
      { to: '/response', label: 'response.nav', for: 'seeAlerts' },
      { to: '/services', label: 'services.nav', for: 'seeAlerts' },
    ],
  },
  {
    group: 'team',
    pages: [
      { to: '/rotas', label: 'rotas.nav', for: 'arrange' },
      { to: '/watch', label: 'watch.nav', for: ['manager'] },
      { to: '/ward', label: 'ward.nav', for: reviewers },
      { to: '/load', label: 'load.nav', for: reviewers },
      { to: '/figures', label: 'figures.nav', for: 'seeFigures' },
    ],
  },
  {
    group: 'setUp',
    pages: [
      { to: '/enrol', label: 'enrol.nav', for: 'enrol' },
      { to: '/enrol/import', label: 'enrol.import.title', for: ['manager'] },
      { to: '/localities', label: 'localities.nav', for: 'arrange' },
      { to: '/units', label: 'response.setUp.nav', for: 'setUpUnits' },
      { to: '/equipment', label: 'equipment.nav' },
      { to: '/apps', label: 'apps.nav', for: 'setUp' },
      { to: '/users', label: 'users.nav', for: 'manageUsers' },
      { to: '/restrictions', label: 'record.restrictions', for: 'keepRecords' },
    ],
  },
];

/** What somebody with this role is offered; a group of which nothing is left is left out. */
export function pagesFor(role: Role): readonly (PageEntry | PageGroup)[] {
  const offered = (entry: PageEntry) =>
    entry.for === undefined || (typeof entry.for === 'string' ? mayDo(role, entry.for) : entry.for.includes(role));
  return barPages.flatMap((each): (PageEntry | PageGroup)[] => {
    if (!('group' in each)) return offered(each) ? [each] : [];
    const pages = each.pages.filter(offered);
    return pages.length > 0 ? [{ ...each, pages }] : [];
  });
}
