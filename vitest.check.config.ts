import { defineConfig } from 'vitest/config';

/** The tests that read our sources and need neither a database nor a network. */
export default defineConfig({ test: { include: ['test/architecture.test.ts', 'test/support/sources.test.ts'] } });
