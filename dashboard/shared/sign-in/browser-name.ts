/** `Firefox`, `Edge`, `Chrome`, `Safari`, or what it calls itself first: enough to know one's own devices apart. */
export function browserName(browser: string): string {
  const known = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((one) => browser.includes(`${one}/`));
  const system = /\(([^;)]+)/.exec(browser)?.[1];
  const name = known === 'Edg' ? 'Edge' : (known ?? browser.split(/[ /]/, 1)[0]!);
  return system ? `${name}, ${system}` : name;
}
