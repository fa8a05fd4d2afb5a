/** Messages as real senders write them (docs/devices.md, docs/apps.md, docs/alarm-receiving.md): what faults are made in. */

const json = (value: unknown) => JSON.stringify(value);

/** Hearthline's own words, for any device. */
export const own: readonly string[] = [
  json({
    id: 'r-1',
    kind: 'blood-pressure',
    observedAt: '2026-01-11T07:45:00Z',
    value: { systolicMmHg: 132, diastolicMmHg: 81 },
    battery: 88,
  }),
  json([
    { kind: 'contact', value: 'open' },
    { kind: 'contact', value: 'closed', observedAt: '2026-01-11T07:45:30+01:00' },
  ]),
  json({ kind: 'body-weight', value: 71.4, unit: 'kg', snapshot: true }),
  json({ kind: 'heartbeat' }),
];

/** What a device made for ThingsBoard sends. */
export const telemetry: readonly string[] = [
  json({ temperature: 20.5, battery: 88, rssi: -60 }),
  json({ ts: 1_768_118_400_000, values: { temperature: 19.5 } }),
  json([{ ts: 1_768_118_400_000, values: { temperature: 21 } }, { temperature: 22 }]),
];

/** Messages in the tree of a hub, by the topic below it. */
export const hub: readonly (readonly [topic: string, payload: string])[] = [
  ['zigbee2mqtt/bridge/state', json({ state: 'online' })],
  ['zigbee2mqtt/bridge/state', 'offline'],
  [
    'zigbee2mqtt/bridge/devices',
    json([
      { ieee_address: '0x00124b0001', type: 'Coordinator', friendly_name: 'Coordinator' },
      { ieee_address: '0x01', type: 'EndDevice', friendly_name: 'door', definition: { model: 'MCCGQ11LM', vendor: 'Aqara' } },
    ]),
  ],
  ['zigbee2mqtt/door', json({ contact: false, battery: 97, voltage: 3005, linkquality: 120, last_seen: '2026-01-11T18:11:52-04:00' })],
  ['zigbee2mqtt/door/availability', json({ state: 'offline' })],
  ['zigbee2mqtt/hall', json({ battery: 100, device_temperature: 29, illuminance: 28, occupancy: true, voltage: 3035 })],
  ['zigbee2mqtt/kettle', json({ state: 'ON', power: 2011.5, current: 8.7, voltage: 231, energy: 14.2 })],
  ['zigbee2mqtt/pendant', json({ action: 'emergency', battery: 71 })],
  ['zigbee2mqtt/bed', json({ pressure_state: 'sedentary', fall_down_status: 'maybe_fall', water_leak: true, temperature: 17.4 })],
  ['homeassistant/status', 'online'],
  [
    'homeassistant/sensor/lab/temp/config',
    json({
      stat_t: 'hearthline/v1/bridge/lab/data',
      val_tpl: '{{ value_json["air"].temp }}',
      dev_cla: 'temperature',
      unit_of_meas: '°F',
      uniq_id: 't1',
      dev: { ids: 'lab-1', name: 'Lounge' },
      availability: [{ topic: 'hearthline/v1/bridge/lab/status' }],
    }),
  ],
  ['lab/data', json({ air: { temp: 71.6 } })],
  [
    'tasmota/tele/kettle/SENSOR',
    json({ Time: '2017-02-16T10:13:52', ENERGY: { Power: 2011 }, DS18B20: { Temperature: 20.6 }, TempUnit: 'C' }),
  ],
  ['tasmota/stat/door/RESULT', json({ Switch1: { Action: 'ON' } })],
  ['tasmota/tele/door/LWT', 'Offline'],
  ['esphome/kitchen/binary_sensor/fridge_door/state', 'ON'],
  ['esphome/kitchen/sensor/lounge_temperature/state', '19.5'],
  ['esphome/kitchen/status', 'online'],
  [
    'senml',
    json([
      { bn: 'urn:dev:ow:10e2073a01080063:', bt: 1_768_118_400, bu: 'Cel', v: 20 },
      { u: '%RH', v: 24.3 },
      { t: 60, v: 20.3 },
    ]),
  ],
];

const header = {
  id: '7a0f2c55',
  creation_date_time: '2026-01-11T07:46:10Z',
  schema_id: { namespace: 'omh', name: 'blood-glucose', version: '4.0' },
  acquisition_provenance: { source_name: 'Steady', modality: 'sensed' },
};
export const openMhealth: readonly string[] = [
  json({
    header,
    body: { blood_glucose: { value: 99, unit: 'mg/dL' }, effective_time_frame: { date_time: '2026-01-11T07:45:00Z' } },
  }),
  json([
    {
      header: { ...header, id: 'bp-1' },
      body: {
        systolic_blood_pressure: { value: 128, unit: 'mmHg' },
        diastolic_blood_pressure: { value: 79, unit: 'mmHg' },
        effective_time_frame: { date_time: '2026-01-11T19:45:00Z' },
      },
    },
    {
      header: { ...header, id: 'st-1' },
      body: {
        step_count: { value: 4200, unit: 'steps' },
        descriptive_statistic: 'average',
        effective_time_frame: { time_interval: { start_date_time: '2026-01-11T00:00:00Z', duration: { value: 1, unit: 'd' } } },
      },
    },
  ]),
];

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const quantity = (value: number, code: string) => ({ value, system: 'http://unitsofmeasure.org', code });
const observation = {
  resourceType: 'Observation',
  identifier: [{ system: 'https://steady.example/readings', value: 'bp-1042' }],
  status: 'final',
  code: loinc('85354-9'),
  subject: { reference: 'Patient/kathleen' },
  effectiveDateTime: '2026-01-11T07:45:00Z',
  component: [
    { code: loinc('8480-6'), valueQuantity: quantity(132, 'mm[Hg]') },
    { code: loinc('8462-4'), valueQuantity: quantity(81, 'mm[Hg]') },
  ],
};
const steps = {
  resourceType: 'Observation',
  id: 'steps-1',
  status: 'final',
  code: loinc('41950-7'),
  effectivePeriod: { start: '2026-01-10T00:00:00Z', end: '2026-01-11T00:00:00Z' },
  valueQuantity: quantity(4200, '{steps}'),
};
export const fhirObservation: readonly string[] = [json(observation), json(steps)];
export const fhirBundle: readonly string[] = [
  json({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [observation, steps].map((resource) => ({ resource, request: { method: 'POST', url: 'Observation' } })),
  }),
];

export const cuffCsv: readonly string[] = [
  'Date,Time,SYS,DIA,PUL\n2026-01-11,07:45,132,81,64\n11 Jan 2026,19:30,128,79,66\n',
  '"Measurement Date";"Time";"SYS(mmHg)";"DIA(mmHg)";"Pulse(bpm)"\n2026/01/10;7:45 am;132;81;64\n',
];

/** Bodies of SCAIP of an enrolled unit, 7, and of one that is not, 9. */
export const scaip: readonly string[] = [
  '<mrq><ref>0000AB12</ref><mty>ME</mty><cid>007</cid><dty>0003</dty><stc>0010</stc><lco>011</lco></mrq>',
  '<?xml version="1.0"?><mrq><ref>a2</ref><mty>RE</mty><cid>7</cid><dty>3</dty><stc>19</stc></mrq>',
  '<mrq><ref>a3</ref><cid>7</cid><dty>2</dty><mty>PI</mty></mrq>',
  '<mrq><ref>a4</ref><cid>7</cid><dty>23</dty><stc>9</stc><crd>no-voice:</crd></mrq>',
  '<mrq><ref>a5</ref><cid>9</cid><dty>3</dty><stc>10</stc></mrq>',
];
