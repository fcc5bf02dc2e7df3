import {defineConfig} from 'vitest/config';

export default defineConfig({
	// React's test tools want its development build; the pty journeys run the bundle.
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		globalSetup: ['test/support/temporary-folder.ts', 'test/support/build-once.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
		// Ink turns interaction off where it believes that it runs in CI.
		env: {CI: ''},
		maxWorkers: 2,
		// Modules keep nothing but what they would work out again, so files may share them: a third of the time was importing.
		isolate: false,
		// What a module was compiled to is kept for the next run.
		experimental: {fsModuleCache: true},
	},
});
