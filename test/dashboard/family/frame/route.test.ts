import { expect, it } from 'vitest';
import { alertPath, personPath, routeOf } from '../../../../dashboard/family/frame/route.ts';

it.each([
  ['/family/', { page: 'home' }],
  ['/family', { page: 'home' }],
  ['/family/settings', { page: 'settings' }],
  ['/family/alerts', { page: 'alerts' }],
  [alertPath('a/1'), { page: 'alert', id: 'a/1' }],
  [personPath('kathleen'), { page: 'person', id: 'kathleen' }],
  [personPath('kathleen', 'rota'), { page: 'rota', id: 'kathleen' }],
  ['/family/people', { page: 'nowhere' }],
  ['/family/people/kathleen/else', { page: 'nowhere' }],
  ['/family/people/kathleen/rota/more', { page: 'nowhere' }],
  ['/family/settings/more', { page: 'nowhere' }],
  ['/other/', { page: 'nowhere' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
