import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkScenarioFile } from '../../gateway/authoring/scenario-file.ts';
import { scenarioSchema } from '../../gateway/authoring/scenario-schema.ts';
import { templates } from '../../rules/scenarios/registry.ts';

/** Faults as a person reads them. */
function faults(text: string, json = false): string[] {
  return checkScenarioFile(text, templates, json).faults.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

const good = `# Breakfast
- template: fridge
  approvedBy: Dr Amin
  params:
    window: { from: 07:30, to: 09:30 }
- template: door
  approvedBy: Dr Amin
  consentNote: Consent recorded on 2 March 2026
  plan:
    steps:
      - level: patient
        wait: PT2M
        message: Please come back in, {name}.
      - level: family
        wait: PT5M
        contactOrder: 1
        message: "{name} is out."
`;

describe('a scenario file', () => {
  it('in YAML is read as it is meant', () => {
    const { scenarios, faults } = checkScenarioFile(good, templates);
    expect(faults).toEqual([]);
    expect(scenarios.map(({ line, input }) => [line, input.template])).toEqual([
      [2, 'fridge'],
      [6, 'door'],
    ]);
    expect(scenarios[0]?.input.params).toEqual({ window: { from: '07:30', to: '09:30' } });
    expect(scenarios[1]?.input.plan?.steps[1]).toMatchObject({ level: 'family', contactOrder: 1 });
  });

  it('in JSON is the same', () => {
    const text = JSON.stringify({ template: 'fridge', approvedBy: 'Dr Amin' }, null, 2);
    expect(checkScenarioFile(text, templates, true).scenarios).toHaveLength(1);
  });

  it.each([
    ['a value', good.replace('07:30', '7:30'), ['5 0.params.window.from: must be a time of day as HH:MM, 24-hour']],
    ['a parameter that does not exist', good.replace('window:', 'windows:'), ['5 0.params: Unrecognized key: "windows"']],
    ['a key that does not exist', good.replace('  consentNote', '  consents'), ['8 1: Unrecognized key: "consents"']],
    [
      'a template',
      good.replace('template: fridge', 'template: frigde'),
      [expect.stringMatching(/^2 0\.template: is unknown; there are fridge, /)],
    ],
    [
      'something missing',
      good.replace('  approvedBy: Dr Amin\n', ''),
      ['2 0.approvedBy: a named clinician has to approve what is in force'],
    ],
    [
      'missing consent',
      good.replace(/ {2}consentNote.*\n/, ''),
      ['6 1.consentNote: a recorded consent or best-interest decision is needed for this agreement'],
    ],
    [
      'a wait',
      good.replace('PT2M', '2 minutes'),
      [
        '12 1.plan.steps.0.wait: must be an ISO 8601 duration of 1 second to 31 days, for example PT30M, or PT0S for a step that is called together with the next',
      ],
    ],
    [
      'everything at once, in the order of the lines',
      good.replace('07:30', '7:30').replace('wait: PT5M', 'wait: 5').replace('level: patient', 'level: mother'),
      [
        '5 0.params.window.from: must be a time of day as HH:MM, 24-hour',
        expect.stringMatching(/^11 1\.plan\.steps\.0\.level: Invalid option: expected one of "patient"/),
        '15 1.plan.steps.1.wait: Invalid input: expected string, received number',
      ],
    ],
    ['the same key twice', good.replace('approvedBy: Dr Amin\n  params', 'template: fridge\n  params'), ['3 : Map keys must be unique']],
    [
      'bad indentation',
      'template: fridge\n   approvedBy: x\n',
      ['1 : Nested mappings are not allowed in compact mappings', '1 : Implicit keys need to be on a single line'],
    ],
    ['nothing in it', '# later\n', ['1 : holds no scenario']],
    ['an empty list', '[]', ['1 : holds no scenario']],
    ['two documents', `${good}---\n${good}`, ['18 : holds more than one document: put the scenarios into one list instead of between ---']],
    ['only words', 'fridge', ['1 : Invalid input: expected object, received string']],
  ])('with a fault names the line and the reason: %s', (_, text, expected) => {
    expect(faults(text).map((line) => line.replace(/ at line.*/, ''))).toEqual(expected);
  });

  it.each([
    ['{"template": "fridge",\n "approvedBy": }', 2],
    ['{"template": "fridge",\n "approvedBy": "x",\n}', 3],
    ["{'template': 'fridge'}", 1],
    ['{"template": "fridge",\n "approvedBy": "x", # by whom\n "id": "a"}', 2],
    ['template: fridge', 1],
  ])('that says it is JSON and is not: %j', (text, line) => {
    expect(checkScenarioFile(text, templates, true).faults).toMatchObject([{ line, message: expect.stringContaining('is not JSON') }]);
  });

  it('of nested references does not grow without end', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(', ')}]`),
    ];
    expect(faults(bomb.join('\n'))).toEqual(['1 : Excessive alias count indicates a resource exhaustion attack']);
  });
});

describe('the published schema', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const valid = ajv.compile(scenarioSchema(templates));

  it.each([
    [{ template: 'fridge', approvedBy: 'Dr Amin' }, true],
    [
      [
        { template: 'fridge', approvedBy: 'Dr Amin' },
        { template: 'sos', approvedBy: 'Dr Amin' },
      ],
      true,
    ],
    [[], false],
    [{ template: 'fridge' }, false],
    [{ template: 'fridge', status: 'draft' }, true],
    [{ template: 'door', status: 'draft' }, true],
    [{ template: 'fridge', approvedBy: 'Dr Amin', params: { window: { to: '09:30' } } }, true],
    [{ template: 'fridges', approvedBy: 'Dr Amin' }, false],
    [{ template: 'fridge', approvedBy: 'Dr Amin', params: { colour: 'blue' } }, false],
    [{ template: 'fridge', approvedBy: 'Dr Amin', params: { window: { from: '7:00', to: '10:00' } } }, false],
    [{ template: 'door', approvedBy: 'Dr Amin' }, false],
    [{ template: 'door', approvedBy: 'Dr Amin', consentNote: ' ' }, false],
    [{ template: 'door', approvedBy: 'Dr Amin', consentNote: 'Recorded' }, true],
    [{ template: 'discharge-watch', approvedBy: 'Dr Amin' }, false],
    [{ template: 'discharge-watch', approvedBy: 'Dr Amin', params: { dischargedOn: '2026-03-02' } }, true],
    [{ template: 'fridge', approvedBy: 'Dr Amin', plan: { steps: [] } }, false],
  ])('says of %j: %s, and so does the check', (scenario, expected) => {
    expect(valid(scenario)).toBe(expected);
    expect(checkScenarioFile(JSON.stringify(scenario), templates, true).faults.length === 0).toBe(expected);
  });

  it('knows every template, by its id', () => {
    const { $defs } = scenarioSchema(templates) as { $defs: Record<string, { properties?: { template?: { const: string } } }> };
    for (const id of templates.keys()) expect($defs[id]?.properties?.template?.const).toBe(id);
  });
});
