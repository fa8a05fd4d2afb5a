import { expect, it } from 'vitest';
import { barPages, pagesFor } from '../../../../dashboard/console/frame/pages.ts';
import type { Role } from '../../../../gateway/contract/relations.ts';

const flat = (role: Role) => pagesFor(role).flatMap((each) => ('group' in each ? each.pages : [each]).map((page) => page.to));

it.each<[Role, offered: string[], not: string[]]>([
  ['coordinator', ['/', '/patients', '/tasks', '/services', '/rotas', '/load', '/equipment'], ['/apps']],
  ['responder', ['/', '/patients', '/services'], ['/rotas', '/load', '/apps']],
  ['administrator', ['/patients', '/apps', '/rotas'], ['/', '/services', '/load', '/watch']],
  ['manager', ['/', '/rotas', '/watch', '/figures'], ['/apps']],
])('offers %s what they may do', (role, offered, not) => {
  expect(flat(role)).toEqual(expect.arrayContaining(offered));
  for (const page of not) expect(flat(role)).not.toContain(page);
});

it('leads to each page once, and shows no group that is empty', () => {
  const all = barPages.flatMap((each) => ('group' in each ? each.pages : [each]).map((page) => page.to));
  expect(new Set(all).size).toBe(all.length);
  expect(pagesFor('administrator').map((each) => ('group' in each ? each.group : each.to))).not.toContain('response');
});
