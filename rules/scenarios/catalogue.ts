import type { Catalogue } from '../engine/patient-state.ts';
import { parseParams, templates } from './registry.ts';

/** The templates as the engine asks for them. */
export const catalogue: Catalogue = {
  template: (id) => templates.get(id),
  params: parseParams,
};
