// Node-RED looks for a .js file beside its .html, and calls what it exports by default.
export { observationInNode as default } from './observation-in.ts';
