// Node-RED looks for a .js file beside its .html, and calls what it exports by default.
export { alertInNode as default } from './alert-in.ts';
