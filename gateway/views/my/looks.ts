import type { Language } from '../../../rules/model/speech.ts';
import type { MyLooksOfDay } from '../../contract/consents.ts';
import type { LooksOfDayRow } from '../../store/my/looks.ts';
import { iso } from '../instant.ts';
import { lookKind, lookWords } from './look-words.ts';

type Seen = MyLooksOfDay['looks'][number];

/** Who saw what on each day, the newest first; what has the same words for the same person is one line. `contacts`: names by id. */
export function toLooksOfDays(rows: readonly LooksOfDayRow[], contacts: ReadonlyMap<string, string>, language: Language): MyLooksOfDay[] {
  const days = Map.groupBy(rows, ({ date }) => date);
  return [...days]
    .toSorted(([a], [b]) => b.localeCompare(a))
    .map(([date, ofDay]) => {
      const alike = Map.groupBy(ofDay, (row) => `${row.actor} ${whatOf(row.route, language)}`);
      const looks = [...alike.values()].map((same): { at: number; seen: Seen } => {
        const at = Math.max(...same.map(({ lastAt }) => lastAt));
        const times = same.reduce((total, row) => total + row.times, 0);
        return { at, seen: { ...whoOf(same[0]!, contacts, language), what: whatOf(same[0]!.route, language), lastAt: iso(at), times } };
      });
      return { date, looks: looks.toSorted((a, b) => b.at - a.at).map(({ seen }) => seen) };
    });
}

function whatOf(route: string, language: Language): string {
  const kind = lookKind(route);
  return kind === null ? lookWords[language].something : lookWords[language].what[kind];
}

function whoOf({ actor, name, role }: LooksOfDayRow, contacts: ReadonlyMap<string, string>, language: Language): Pick<Seen, 'by' | 'role'> {
  const words = lookWords[language];
  const [kind, id] = [actor.slice(0, actor.indexOf(':')), actor.slice(actor.indexOf(':') + 1)];
  if (kind === 'contact') return { by: contacts.get(id) ?? words.somebody, role: words.contact };
  if (kind !== 'user') return { by: words.somebody, role: words.onDuty };
  return { by: name ?? words.somebody, role: role === null ? '' : words.role[role] };
}
