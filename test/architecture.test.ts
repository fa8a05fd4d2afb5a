import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, occurrences, readSources, type Source } from './support/sources.ts';

const sources = readSources(join(import.meta.dirname, '..'));

function within(...places: readonly string[]): readonly Source[] {
  return sources.filter(({ path }) => places.some((place) => path.startsWith(place)));
}

/** Imports that `allowed` does not allow, as `path:line imports target: why`. */
function forbidden(files: readonly Source[], why: string, allowed: (target: Import, path: string) => boolean): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter((target) => !allowed(target, path)).map(({ line, target }) => `${path}:${line} imports ${target}: ${why}`),
  );
}

function ofOurs(...places: readonly string[]) {
  return ({ ours, target }: Import) => !ours || places.some((place) => target.startsWith(place));
}

function packages(...names: readonly string[]) {
  return ({ ours, target }: Import) => ours || names.includes(target);
}

describe('who may import whom', () => {
  it('rules import only rules: the core knows nothing of the shell', () => {
    const why = 'pass what it needs as an argument, from the gateway';
    expect(forbidden(within('rules/'), why, ofOurs('rules/'))).toEqual([]);
    expect(forbidden(within('rules/model/'), 'the model is the ground; nothing lies below it', ofOurs('rules/model/'))).toEqual([]);
  });

  it('rules use zod, RxJS in the engine, Temporal for wall-clock arithmetic, and nothing of Node', () => {
    const why = 'the core stays pure: zod; rxjs only below rules/engine; temporal-polyfill only in rules/model/time.ts';
    const allowed = (target: Import, path: string) =>
      packages('zod')(target) ||
      (target.target === 'rxjs' && path.startsWith('rules/engine/')) ||
      (target.target === 'temporal-polyfill' && path === 'rules/model/time.ts');
    expect(forbidden(within('rules/'), why, allowed)).toEqual([]);
  });

  it('the contract imports only itself, the model and zod: browsers and devices read it too', () => {
    const allowed = (target: Import) => ofOurs('gateway/contract/', 'rules/model/')(target) && packages('zod')(target);
    expect(forbidden(within('gateway/contract/'), 'gateway/contract may import rules/model and zod', allowed)).toEqual([]);
  });

  it('http, live, mqtt, notify and scaip never import one another', () => {
    const parts = ['gateway/http/', 'gateway/live/', 'gateway/mqtt/', 'gateway/notify/', 'gateway/scaip/'];
    const why = 'take a port of gateway/ports.ts as an argument; app.ts joins the parts';
    const found = parts.flatMap((part) =>
      forbidden(within(part), why, ({ target }) => parts.every((other) => other === part || !target.startsWith(other))),
    );
    expect(found).toEqual([]);
  });

  it('the store stands below the parts that use it', () => {
    const parts = ['http', 'live', 'mqtt', 'notify', 'scaip', 'pipeline', 'views', 'admin', 'app', 'main'].map((part) => `gateway/${part}`);
    const why = 'the store is used by it, not the other way round';
    expect(forbidden(within('gateway/store/'), why, ({ target }) => parts.every((part) => !target.startsWith(part)))).toEqual([]);
  });

  it.each(['dashboard/', 'device-sim/'])('%s knows the contract and the model, never the rules', (place) => {
    const why = 'of ours only gateway/contract and rules/model; a simulator or page that knows the rules tests itself';
    expect(forbidden(within(place), why, ofOurs(place, 'gateway/contract/', 'rules/model/'))).toEqual([]);
  });

  it('nodes of flows know the contract, and the gateway knows nothing of flows', () => {
    const why = 'of ours only gateway/contract and rules/model; the rest is asked over MQTT and HTTP';
    expect(forbidden(within('gateway/node-red/nodes/'), why, ofOurs('gateway/node-red/', 'gateway/contract/', 'rules/model/'))).toEqual([]);
    const gateway = within('rules/', 'gateway/').filter(({ path }) => !path.startsWith('gateway/node-red/'));
    const alone = 'the gateway goes on whatever becomes of Node-RED';
    expect(forbidden(gateway, alone, ({ target }) => target !== 'node-red' && !target.startsWith('gateway/node-red/'))).toEqual([]);
  });

  it('nothing that runs imports tests or the page', () => {
    const running = within('rules/', 'gateway/', 'device-sim/');
    expect(forbidden(running, 'it is not there in production', ({ target }) => !/^(test|dashboard)\//.test(target))).toEqual([]);
  });
});

describe('what only one place does', () => {
  it('rules have no clock, no chance, no timers and no output', () => {
    const impure =
      /\bDate\b|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\b|\bprocess\.|\bcrypto\.|\bconsole\.|\bfetch\(/;
    expect(occurrences(within('rules/'), impure)).toEqual([]);
  });

  it('only gateway/clock.ts reads the clock', () => {
    // These wait for an operating-system process, not for anything a patient or a device does.
    const elsewhere = ['gateway/clock.ts', 'gateway/store/embedded.ts', 'gateway/store/postgres-process.ts'];
    const files = within('gateway/').filter(({ path }) => !elsewhere.includes(path));
    const clocks = /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.hrtime\b|\bTemporal\.Now\b/;
    expect(occurrences(files, clocks)).toEqual([]);
  });

  it('only the store speaks SQL', () => {
    const files = within('gateway/', 'device-sim/').filter(({ path }) => !path.startsWith('gateway/store/'));
    // better-auth writes its own SQL; identity/auth.ts lends it a connection.
    const speakers = files.filter(({ path }) => path !== 'gateway/identity/auth.ts');
    const why = 'put the query into a module of gateway/store';
    expect(forbidden(speakers, why, ({ target, typeOnly }) => typeOnly || (target !== 'pg' && target !== 'kysely'))).toEqual([]);
    expect(occurrences(speakers, /\.query(<.*>)?\(|['"`](select .+ from|insert into|update \w+ set|delete from) /i)).toEqual([]);
  });
});

describe('how files look', () => {
  const longest = 250;
  const longestTest = 400;
  /** Path → why it is not split. */
  const longFiles: Readonly<Record<string, string>> = {
    'gateway/contract/people.ts': 'every request and answer about people, one small schema after another',
  };

  it('they are short', () => {
    const scripts = sources.filter(({ path }) => /\.tsx?$/.test(path));
    const long = scripts.flatMap(({ path, code }) => {
      const limit = path.startsWith('test/') ? longestTest : longest;
      return code.length - 1 > limit && !(path in longFiles)
        ? [`${path}: ${code.length - 1} lines; split what has more than one reason to change`]
        : [];
    });
    expect(long).toEqual([]);
    const lengths = scripts.map(({ code }) => code.length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
  });

  it('the list of long files holds no short one', () => {
    expect(Object.keys(longFiles).filter((path) => (sources.find((source) => source.path === path)?.code.length ?? 0) <= longest)).toEqual(
      [],
    );
  });

  it('names say what is inside', () => {
    const vague = /(^|[-_/.])(utils?|helpers?|managers?|misc|common)([-_/.]|$)|(^|\/)index\.tsx?$/i;
    expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('nothing is left for later, and no barrel hides where things are', () => {
    const marks = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((word, i) => word + ['DO', 'ME', 'X'][i]).join('|')})\\b`);
    expect(sources.flatMap(({ path, text }) => (marks.test(text) ? [`${path}: ${text.match(marks)?.[0]}`] : []))).toEqual([]);
    expect(occurrences(sources, /^export \* |^export default (?!defineConfig|async function setup)/)).toEqual([]);
  });

  it('tests neither sleep nor mock nor skip', () => {
    const tests = within('test/').filter(({ path }) => path !== 'test/architecture.test.ts');
    expect(occurrences(tests, /\bvi\.(mock|doMock|stubGlobal)\(|\b(it|describe|test)\.(skip|only|todo)\(/)).toEqual([]);
    expect(
      occurrences(tests, /await (sleep|setTimeout|delay)\(\s*([1-9]\d{2,}|\d+_\d+)|setTimeout\(\s*resolve,\s*([1-9]\d{2,}|\d+_\d+)/),
    ).toEqual([]);
  });
});
