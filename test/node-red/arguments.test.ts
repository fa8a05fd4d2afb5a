import { describe, expect, it } from 'vitest';
import { readFlowsArguments } from '../../gateway/node-red/arguments.ts';

describe('the command line of flows', () => {
  it('says nothing more than it must', () => {
    expect(readFlowsArguments([])).toEqual({ help: false, choice: null, speakers: [], http: null, mqtt: null });
  });

  it('names devices that may speak, the gateway, and where it is', () => {
    const argv = ['--no-demo', '--speaker', 'kitchen', '--speaker=+', '--http', 'https://gate:8080/', '--mqtt', 'mqtt://gate'];
    expect(readFlowsArguments(argv)).toEqual({
      help: false,
      choice: 'real',
      speakers: ['kitchen', '+'],
      http: 'https://gate:8080',
      mqtt: 'mqtt://gate',
    });
    expect(readFlowsArguments(['--demo']).choice).toBe('demo');
  });

  it.each([
    [['--speaker', 'kitchen/#'], '--speaker must be the id of a device, or +'],
    [['--speaker', '#'], '--speaker must be the id of a device, or +'],
    [['--http', 'gate:8080'], '--http must be a URL that begins with http://, https://'],
    [['--mqtt', 'http://gate'], '--mqtt must be a URL that begins with mqtt://, mqtts://, ws://, wss://'],
    [['--port', '1'], "Unknown option '--port'"],
  ])('%j is refused by name', (argv, message) => {
    expect(() => readFlowsArguments(argv)).toThrow(message);
  });
});
