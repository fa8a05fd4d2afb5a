/**
 * `npm run pictures`: starts a demonstration, walks through every page as each of its people, and leaves a picture of each at every width in a folder.
 * Those that the documents show go into docs/images. `--of <address>` takes a demonstration that runs already, `--to <folder>` another folder,
 * `--only <chapter>` one chapter; the first line printed is the folder.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { launch } from '../dashboard/support/browser.ts';
import { answering } from './answering.ts';
import { Camera } from './camera.ts';
import { liveDemonstration, trainingGateway } from './demonstration.ts';
import { exercises } from './exercises.ts';
import { family, relatives } from './family.ts';
import { fitting } from './fitting.ts';
import { managing } from './managing.ts';
import { patients } from './patients.ts';
import { settingUp } from './setting-up.ts';
import { visiting } from './visiting.ts';

const chapters = { family, answering, relatives, patients, managing, 'setting-up': settingUp, fitting, visiting } as const;

const { values } = parseArgs({
  options: { of: { type: 'string' }, to: { type: 'string' }, only: { type: 'string' } },
});
const folder = values.to ?? join(tmpdir(), 'hearthline-pictures');
console.log(folder);
await ensureDashboard(join(import.meta.dirname, '../..'));
const wanted = (name: string) => values.only === undefined || values.only === name;

/** A chapter that breaks off is told at the end by its exit code; the others are taken all the same. */
async function whole(name: string, taken: Promise<void>): Promise<void> {
  try {
    await taken;
    console.log(`${name}: done`);
  } catch (error) {
    console.error(`${name}: broke off`, error);
    process.exitCode = 1;
  }
}

const browser = await launch();
try {
  if (values.only !== 'exercises') {
    const demonstration = values.of === undefined ? await liveDemonstration() : { origin: values.of, close: async () => {} };
    try {
      for (const [name, chapter] of Object.entries(chapters))
        if (wanted(name)) await whole(name, chapter(new Camera(browser, demonstration.origin, folder), demonstration.origin));
    } finally {
      await demonstration.close();
    }
  }
  if (wanted('exercises') && values.of === undefined) {
    const training = await trainingGateway();
    try {
      await whole('exercises', exercises(new Camera(browser, training.origin, folder)));
    } finally {
      await training.close();
    }
  }
} finally {
  await browser.close();
}
