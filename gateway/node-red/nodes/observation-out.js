// Node-RED looks for a .js file beside its .html, and calls what it exports by default.
export { observationOutNode as default } from './observation-out.ts';
