import { defineConfig } from 'vite';
import { phonePage } from '../shared/phone/build.ts';

/** The page of patients and families. */
export default defineConfig(phonePage('family'));
