import { z } from 'zod';
import { isoInstant } from './messages.ts';

/** One fault of a row of a file. What stood there is not told: a report is passed on. */
export const importFault = z
  .object({
    row: z.int().describe('Line of the file, the header is 1'),
    column: z.string().describe('Empty: the row as a whole'),
    message: z.string(),
  })
  .meta({ id: 'PatientImportFault' });
export type ImportFault = z.infer<typeof importFault>;

const counts = {
  id: z.string(),
  checkedOnly: z.boolean().describe('The file was only checked'),
  fileName: z.string(),
  by: z.string(),
  startedAt: isoInstant,
  finishedAt: isoInstant.nullable(),
  underWay: z
    .boolean()
    .describe('It goes on. Not finished and not under way: it broke off after what is counted; sending the file again goes on from there'),
  rows: z.int().describe('Below the header'),
  added: z.int().describe('People; of a check: who would be added'),
  alreadyThere: z.int().describe('People who are enrolled; nothing of them was changed'),
  homes: z.int(),
  drafts: z.int().describe('Agreements as drafts, that nobody has approved'),
  refusedRows: z.int(),
};

export const patientImportLine = z.object(counts).meta({ id: 'PatientImportLine' });
export type PatientImportLine = z.infer<typeof patientImportLine>;

/** What became of a file of people. */
export const patientImportReport = z
  .object({
    ...counts,
    leftOut: z
      .array(z.object({ pack: z.string(), agreement: z.string(), question: z.string() }))
      .describe('Agreements of packs that need an answer for each person, and so were not drafted'),
    refused: z.array(importFault),
  })
  .meta({ id: 'PatientImportReport' });
export type PatientImportReport = z.infer<typeof patientImportReport>;
