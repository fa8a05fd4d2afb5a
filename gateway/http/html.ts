/** Markup that is safe to send as it is. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | readonly Html[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replaceAll(/[&<>"']/g, (character) => entities[character] as string);
  if ('html' in part) return part.html;
  return part.map(({ html }) => html).join('');
}

/** Markup with values put in; text is escaped, `null` is nothing, markup made by `html` stays markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((whole, text, i) => whole + render(parts[i - 1] ?? null) + text) };
}
