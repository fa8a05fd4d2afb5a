import { createHash } from 'node:crypto';
import type { CarePlanShown } from '../contract/care-plan.ts';
import { type Html, html } from '../http/html.ts';

/** Two sheets of A4 with all that a plan may hold; no sentence is cut. */
const style = `
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #212b32; background: #fff; font: 17px/1.4 Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 48em; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .2em; }
h2 { font-size: 1.05em; margin: 0 0 .2em; break-after: avoid; }
p, ul { margin: 0 0 .4em; }
ul { padding-left: 1.3em; }
section { border-top: 2px solid #4c6272; padding: .5em 0 .2em; }
.wishes { border: 2px solid #212b32; padding: .5em .7em .2em; margin: .4em 0; }
li, p { break-inside: avoid; }
.empty, .small { color: #425563; }
.small { font-size: .85em; }
@media print { body { font-size: 10pt; line-height: 1.25; } main { padding: 0; max-width: none; } }
`;

/** The page loads nothing: its style is in it, and allowed by its hash. */
export const planPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const dateInWords = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(date));

function part({ section, title, lines, recorded }: CarePlanShown['parts'][number]): Html {
  const several = section === 'wishes' || section === 'actions';
  const body =
    several && recorded
      ? html`<ul>\n${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`
      : html`${lines.map((line) => html`<p${recorded ? null : html` class="empty"`}>${line}</p>\n`)}`;
  return html`<section${section === 'wishes' ? html` class="wishes"` : null}>
<h2>${title}</h2>
${body}
</section>
`;
}

/** The plan as it lies in the home: HTML that reads and prints by itself, without scripts. Everything that people entered is escaped. */
export function planPage(
  person: { readonly knownAs: string; readonly givenName: string; readonly familyName: string; readonly birthDate: string | null },
  plan: CarePlanShown,
  zone: string,
): string {
  const { knownAs, givenName, familyName, birthDate } = person;
  const since = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(plan.activeFrom),
  );
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${knownAs}’s plan</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>${knownAs}’s plan</h1>
<p>${givenName} ${familyName}${birthDate === null ? null : `, born ${dateInWords(birthDate)}`}. Version ${plan.version}, in force since ${since}. ${plan.reviewOverdue ? html`<strong>Its review was due on ${dateInWords(plan.reviewOn)}.</strong>` : `To be reviewed by ${dateInWords(plan.reviewOn)}.`}</p>
${plan.parts.map(part)}<section>
<p>${plan.agreed} Approved by ${plan.approvedBy}.</p>
<p class="small">Only the newest version counts: destroy older prints. The code of a key safe is not on this page. This is no emergency service: if somebody is in danger, call 999.</p>
</section>
</main>
</body>
</html>
`.html;
}
