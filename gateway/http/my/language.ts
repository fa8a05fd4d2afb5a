import type { FastifyRequest } from 'fastify';
import { type Language, languages } from '../../../rules/model/speech.ts';

/** The first language of `Accept-Language` in which we have words; English otherwise. Weights are not looked at: browsers list the best first. */
export function languageOf(request: FastifyRequest): Language {
  const asked = (request.headers['accept-language'] ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  return asked.map((one) => languages.find((known) => known === one)).find((one) => one !== undefined) ?? 'en';
}
