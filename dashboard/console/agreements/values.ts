/** Parameters as they are sent: plain JSON. */
export type Params = Readonly<Record<string, unknown>>;

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `window.from`; undefined: nothing is said there. */
export function valueAt(params: Params, path: string): unknown {
  let value: unknown = params;
  for (const key of path.split('.')) value = isParams(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** The same parameters with another value at a path; undefined takes it away, and with it what is then empty around it. */
export function withValue(params: Params, path: string, value: unknown): Params {
  const [key = '', ...rest] = path.split('.');
  const { [key]: before, ...others } = params;
  if (rest.length === 0) return value === undefined ? others : { ...params, [key]: value };
  const inside = withValue(isParams(before) ? before : {}, rest.join('.'), value);
  return Object.keys(inside).length === 0 ? others : { ...params, [key]: inside };
}

const inSeconds = { D: 86_400, H: 3_600, M: 60, S: 1 } as const;
export type WaitUnit = keyof typeof inSeconds;
export const waitUnits = ['S', 'M', 'H', 'D'] as const;

/** An ISO 8601 duration as one number of its largest whole unit: `PT90M` is 90 minutes; null: it cannot be read so. */
export function readWait(text: unknown): { readonly amount: number; readonly unit: WaitUnit } | null {
  const parts = typeof text === 'string' ? /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) : null;
  if (!parts) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const total = days * inSeconds.D + hours * inSeconds.H + minutes * inSeconds.M + seconds;
  const unit = (['D', 'H', 'M'] as const).find((one) => total > 0 && total % inSeconds[one] === 0) ?? 'S';
  return { amount: total / inSeconds[unit], unit };
}

/** The ISO 8601 duration of a number of units. */
export function writeWait(amount: number, unit: WaitUnit): string {
  return unit === 'D' ? `P${amount}D` : `PT${amount}${unit}`;
}
