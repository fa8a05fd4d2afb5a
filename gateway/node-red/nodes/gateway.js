// Node-RED looks for a .js file beside its .html, and calls what it exports by default.
export { gatewayNode as default } from './gateway.ts';
