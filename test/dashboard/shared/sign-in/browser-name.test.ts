import { expect, it } from 'vitest';
import { browserName } from '../../../../dashboard/shared/sign-in/browser-name.ts';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', /^Chrome/],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0',
    /^Edge.*Windows/,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1',
    /^Safari.*iPhone/,
  ],
  ['curl/8.14.1', /^curl/],
])('%s', (agent, name) => {
  expect(browserName(agent)).toMatch(name);
  expect(browserName(agent)).not.toContain('Mozilla');
});
