import { z } from 'zod';
import { languages } from '../../rules/model/speech.ts';
import { name } from './ids.ts';

/** `GET` and `PUT /api/patients/:id/speech`: how a patient is spoken to. */
export const patientSpeech = z
  .strictObject({
    language: z.enum(languages).describe('BCP 47; words that we do not have in it are spoken in English, and say so'),
    hardOfHearing: z.boolean().describe('Devices with a voice speak louder'),
  })
  .meta({ id: 'PatientSpeech' });
export type PatientSpeech = z.infer<typeof patientSpeech>;

/** `GET` and `PUT /api/device-models`: what devices of one make and model make of words. */
export const deviceModel = z
  .strictObject({
    make: name,
    model: name,
    speech: z
      .strictObject({
        speaks: z.boolean().describe('It has a voice; otherwise it only shows words'),
        volume: z.boolean().describe('Its voice can be made louder and softer'),
        voices: z
          .array(z.strictObject({ language: z.enum(languages), name }))
          .max(20)
          .default([])
          .describe('Voices that it can be told to use, best first'),
      })
      .refine(({ speaks, volume, voices }) => speaks || (!volume && voices.length === 0), {
        message: 'a device without a voice has neither volume nor voices',
      }),
  })
  .meta({ id: 'DeviceModel' });
export type DeviceModel = z.infer<typeof deviceModel>;
