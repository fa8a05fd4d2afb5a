import { defineConfig } from 'vite';
import { phonePage } from '../shared/phone/build.ts';

/** The page of the crews of rapid response. */
export default defineConfig(phonePage('responder'));
