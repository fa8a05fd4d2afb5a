import { createHash } from 'node:crypto';
import { type Html, html } from '../http/html.ts';
import type { AgreementSummary, Summary } from './summary.ts';

/** Fits one sheet of A4 with the agreements that most people have; more flow on to the next one, never cut through an agreement. */
const style = `
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #212b32; background: #fff; font: 16px/1.4 Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 62em; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .2em; }
h2 { font-size: 1.05em; margin: 0 0 .2em; }
p, ol, ul { margin: 0 0 .4em; }
ol, ul { padding-left: 1.3em; }
section { break-inside: avoid; border-top: 2px solid #4c6272; padding: .5em 0 .3em; }
.agreements { columns: 2; column-gap: 24px; }
.small { font-size: .85em; color: #425563; }
@media (max-width: 45em) { .agreements { columns: 1; } }
@media print { body { font-size: 10pt; line-height: 1.28; } main { padding: 0; max-width: none; } .agreements { columns: 2; column-gap: 8mm; } }
`;

/** The page loads nothing: its style is in it, and allowed by its hash. */
export const summaryPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function agreement({ title, sentence, ladder, okClears, approved, since, pausedUntil }: AgreementSummary): Html {
  const steps = ladder.map(({ when, what }) => html`<li>${when}: ${what}</li>\n`);
  return html`<section>
<h2>${title}</h2>
<p>${sentence || 'Please ask the care coordination centre about this one.'}</p>
${steps.length > 0 ? html`<ol>\n${steps}</ol>` : null}
${pausedUntil === null ? null : html`<p><strong>Paused until ${pausedUntil}.</strong></p>\n`}<p class="small">${okClears ? 'Saying “I’m OK” ends it. ' : null}Agreed: ${approved}${since === null ? null : `, ${since}`}.</p>
</section>
`;
}

const people = (names: readonly string[]): Html => html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`;

/** The page for the patient and the family: HTML that reads and prints by itself. Everything that people entered is escaped. */
export function summaryPage(summary: Summary): string {
  const { knownAs, name, printedOn, agreements, told, notTold } = summary;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What is agreed with ${knownAs}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>What is agreed with ${knownAs}</h1>
<p>${name}, as of ${printedOn}. When the expected thing happens at any step, we stop, and everybody who was told is told so.</p>
${agreements.length === 0 ? html`<p>Nothing is agreed yet.</p>` : html`<div class="agreements">\n${agreements.map(agreement)}</div>`}
<section>
<h2>Who may be told</h2>
${told.length > 0 ? people(told) : html`<p>Nobody of family, friends or neighbours.</p>`}
${notTold.length > 0 ? html`<p>Not told, as you wished:</p>\n${people(notTold)}` : null}
<p class="small">You can change any of this, and pause it while you are away: tell the care coordination centre. This is no emergency service: if somebody is in danger, call 999.</p>
</section>
</main>
</body>
</html>
`.html;
}
