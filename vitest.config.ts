import { defineConfig } from 'vitest/config';

export default defineConfig( {
	test: {
		projects: [
			{
				// The admin app, in an imitated browser.
				test: {
					name: 'app',
					include: [ 'src/**/*.test.tsx', 'src/**/*.test.ts' ],
					exclude: [ 'src/contract/**' ],
					environment: 'jsdom',
					// Typing in an imitated browser takes its time on a busy machine.
					testTimeout: 20_000,
					setupFiles: [ 'src/testing/setup.ts' ],
				},
			},
			{
				test: {
					name: 'node',
					include: [
						'src/contract/**/*.test.ts',
						'tests/**/*.test.ts',
						'bin/**/*.test.ts',
					],
					environment: 'node',
				},
			},
		],
	},
} );
