/** Node runs our TypeScript as it is from this major version on. */
const neededMajor = 24;

/**
 * Throws, saying how to get the right one, when this Node is too old. `npm start` and the other npm scripts find a fitting Node in
 * node_modules by themselves on Linux.
 */
export function assertRuntime(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= neededMajor) return;
  throw new Error(
    `Node ${version} is too old: Hearthline needs Node ${neededMajor} or newer. ` +
      'On Linux "npm ci" brings one and "npm start" uses it; elsewhere install it from nodejs.org or with a version manager.',
  );
}
