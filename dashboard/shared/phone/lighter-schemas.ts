import type { Plugin } from 'vite';

/** Every zod schema brings along how to describe itself as JSON Schema. The page describes nothing, and what a phone must fetch first counts. */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/.test(id)) return;
    const names = [...code.matchAll(/^export (?:const|function|\{ \w+ as) (\w+)/gm)].map(([, name]) => name);
    return `const absent = () => () => undefined;\n${names.map((name) => `export const ${name} = absent;`).join('\n')}`;
  },
};

/** Words that document the API, and the names under which schemas stand there. Without them a schema that no page uses is left out, too. */
const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  enforce: 'pre',
  transform(code, id) {
    if (!/[\\/]gateway[\\/]contract[\\/][\w-]+\.ts$/.test(id)) return;
    const text = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/.source;
    return code
      .replaceAll(new RegExp(`\\s*\\.describe\\(\\s*(?:${text}),?\\s*\\)`, 'g'), '')
      .replaceAll(/\s*\.meta\(\{ id: '\w+' \}\)/g, '');
  },
};

/**
 * `z.string().url()`, an old way to write `z.url()`, makes every text bring along every format there is. The contract uses the new way alone;
 * whoever does not finds out when the page starts.
 */
const withoutOldFormats: Plugin = {
  name: 'without-old-formats',
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/.test(id)) return;
    const old = /(\$constructor\("ZodString", \(inst, def\) => \{[^}]*\}), \{[\s\S]*?\n\}\);/;
    if (!old.test(code)) throw new Error('zod writes texts otherwise than before: see what of withoutOldFormats is still needed');
    return code.replace(old, '$1);');
  },
};

/** Schemas of objects that compile themselves: the content security policy forbids it, and pages are started without (`startPage`). */
const withoutCompiling: Plugin = {
  name: 'without-compiling',
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]core[\\/]schemas\.js$/.test(id)) return;
    const compiling = /(export const \$ZodObjectJIT =) [\s\S]*?\n\}\);/;
    if (!compiling.test(code)) throw new Error('zod compiles objects otherwise than before: see what of withoutCompiling is still needed');
    return code.replace(compiling, '$1 $$ZodObject;');
  },
};

/** What makes the schemas of a page light: they read answers, and that is all they are for. */
export const lighterSchemas: readonly Plugin[] = [withoutJsonSchema, withoutDescriptions, withoutOldFormats, withoutCompiling];
