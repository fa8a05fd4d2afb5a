import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf } from '../../../../dashboard/console/agreements/fields.ts';
import { readWait } from '../../../../dashboard/console/agreements/values.ts';
import { describeTemplate } from '../../../../gateway/agreements.ts';
import { corePack } from '../../../../rules/scenarios/core-pack.ts';
import { templates } from '../../../../rules/scenarios/registry.ts';

const fieldsOfTemplate = (id: string) => fieldsOf(describeTemplate(templates.get(id)!).params);
const field = (template: string, path: string): Field | undefined =>
  fieldsOfTemplate(template)
    .flatMap((one) => (one.entry.kind === 'group' ? [one, ...one.entry.fields] : [one]))
    .find((one) => one.path === path);

/** Whether a value of the core pack can be shown and entered by a field. */
function fits({ entry, nullable }: Field, value: unknown): boolean {
  if (value === null) return nullable;
  switch (entry.kind) {
    case 'number':
      return typeof value === 'number';
    case 'wait':
      return readWait(value) !== null;
    case 'time':
      return /^\d\d:\d\d$/.test(String(value));
    case 'date':
      return /^\d{4}-/.test(String(value));
    case 'yes-no':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return entry.options.some((one) => one === value);
    case 'several':
      return Array.isArray(value) && value.every((one) => entry.options.includes(one));
    case 'numbers':
    case 'dates':
    case 'list':
      return Array.isArray(value);
    case 'group':
      return entry.fields.every((one) => {
        const part = (value as Record<string, unknown>)[one.path.split('.').at(-1)!];
        return part === undefined || fits(one, part);
      });
  }
}

describe('the form of every kind of agreement', () => {
  it.each([...templates.values()])('$id: each standard value can be shown and entered', (template) => {
    const standard = corePack(template);
    const fields = fieldsOf(describeTemplate(template).params);
    expect(fields.length).toBe(Object.keys(describeTemplate(template).params.properties as object).length);
    for (const one of fields) {
      expect(one.label, one.path).toMatch(/^[A-Z]/);
      if (one.path in standard) expect(fits(one, standard[one.path]), `${one.path} is ${JSON.stringify(one.entry)}`).toBe(true);
    }
  });

  it('names units, limits and what may be none', () => {
    const limits = { kind: 'number', whole: true, min: 100, max: 260 };
    expect(field('blood-pressure', 'highSystolicMmHg')).toMatchObject({ label: 'High systolic', unit: 'mmHg', entry: limits });
    expect(field('weight-gain', 'implausibleKgPerDay')).toMatchObject({ label: 'Implausible', unit: 'kg a day' });
    expect(field('fluids', 'mLPerKettle')).toMatchObject({ label: 'Per kettle', unit: 'mL' });
    expect(field('cold-home', 'hotAboveCel')).toMatchObject({ unit: '°C', nullable: true, entry: { kind: 'number' } });
    expect(field('no-return', 'outFor')).toMatchObject({ nullable: true, entry: { kind: 'wait' } });
    expect(field('news2', 'scale')).toMatchObject({ entry: { kind: 'choice', options: [1, 2] } });
  });

  it('gives the parts of a window paths of their own, but not those of what is one value', () => {
    expect(field('fridge', 'window.from')).toMatchObject({ label: 'From', entry: { kind: 'time' } });
    const { entry } = field('no-return', 'leaving')!;
    expect(entry.kind === 'group' && entry.fields.map(({ path }) => path)).toEqual(['from', 'to', 'days', 'bankHolidays', 'dates']);
    expect(field('pills', 'doses')?.entry).toMatchObject({ kind: 'list', max: 12 });
  });
});
