import { describe, expect, it } from 'vitest';
import { readHubMessage } from '../../gateway/adapters/hub-dialects.ts';
import type { Property } from '../../gateway/adapters/said.ts';
import { type SelfReport, selfReportOf } from '../../gateway/adapters/self-report.ts';

const told = (properties: Record<string, unknown>, unit?: string) =>
  selfReportOf(Object.entries(properties).map(([name, value]): Property => ({ name, value, ...(unit && { unit }) })));
const only = (part: Partial<SelfReport>): SelfReport => ({ percent: null, millivolts: null, low: null, signal: null, ...part });

describe('what a device behind a hub tells of itself', () => {
  it.each<[string, Record<string, unknown>, SelfReport | null]>([
    ['nothing', { contact: true, temperature: 20 }, null],
    ['battery', { battery: 97 }, only({ percent: 97 })],
    ['a battery that cannot be', { battery: 970 }, null],
    ['no word for a number', { battery: 'ONc', linkquality: 'x', battery_low: 'no' }, null],
    ['millivolts of a cell', { voltage: 3005 }, only({ millivolts: 3005 })],
    ['volts of the mains', { voltage: 230 }, null],
    ['the word that it is low', { battery_low: true }, only({ low: true })],
    ['the word that it is not', { battery_low: false }, only({ low: false })],
    ['link quality of Zigbee', { linkquality: 0 }, only({ signal: { scale: 'lqi', value: 0 } })],
    ['link quality that cannot be', { linkquality: 300 }, null],
    ['decibels of Wi-Fi', { wifi_signal: -71 }, only({ signal: { scale: 'dbm', value: -71 } })],
    ['as Home Assistant calls it', { signal_strength: -80 }, only({ signal: { scale: 'dbm', value: -80 } })],
    [
      'all at once',
      { battery: 9, voltage: 2500, linkquality: 20 },
      only({ percent: 9, millivolts: 2500, signal: { scale: 'lqi', value: 20 } }),
    ],
  ])('%s', (_, properties, report) => {
    expect(told(properties)).toEqual(report);
  });

  it('volts of a cell, where the unit is said', () => {
    expect(told({ voltage: 2.9 }, 'V')).toEqual(only({ millivolts: 2_900 }));
  });

  it('the signal of Tasmota, in percent', () => {
    const payload = Buffer.from('{"Time":"2024-02-24T22:20:38","POWER":"OFF","Wifi":{"AP":1,"RSSI":44,"Signal":-78}}');
    const read = readHubMessage({ topic: 'tasmota/tele/kettle/STATE', payload, receivedAt: 0 }, { hubId: 'hub', children: [] });
    const [said] = read!.said;
    expect(said?.type === 'report' && selfReportOf(said.properties)).toEqual(only({ signal: { scale: 'percent', value: 44 } }));
  });
});
