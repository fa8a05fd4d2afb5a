import { expect, it } from 'vitest';
import { queueByTemplate, queueOfTemplate } from '../../../rules/scenarios/queues.ts';
import { templates } from '../../../rules/scenarios/registry.ts';

it('every registered template belongs to one queue, and no queue names a template that is not there', () => {
  expect(Object.keys(queueByTemplate).sort()).toEqual([...templates.keys()].sort());
});

it.each([
  ['silent-device', 'technical'],
  ['isolation', 'mental-health'],
  ['missed-visit', 'social'],
  ['news2', 'clinical'],
  // Nobody has sorted it: whoever can judge the most looks at it.
  ['of-tomorrow', 'clinical'],
])('%s is answered in the %s queue', (template, queue) => {
  expect(queueOfTemplate(template)).toBe(queue);
});
