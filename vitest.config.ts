import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Tests that put something in the place of a module, or of its parts: what they load is not for others. */
const apart = [ 'src', 'tests', 'bin' ]
	.flatMap( ( folder ) =>
		readdirSync( folder, { recursive: true } ).map(
			( name ) =>
				`${ folder }/${ String( name ).replaceAll( '\\', '/' ) }`
		)
	)
	.filter(
		( file ) =>
			/\.test\.tsx?$/.test( file ) &&
			/\b(vi\.(mock|doMock|resetModules)|setFetchHandler)\(/.test(
				readFileSync( file, 'utf8' )
			)
	);

const inBrowser = {
	environment: 'jsdom',
	// Typing in an imitated browser takes its time on a busy machine.
	testTimeout: 20_000,
	setupFiles: [ 'src/testing/setup.ts' ],
};

/** Loading takes longer than most tests: files of one project share what they load. */
export default defineConfig( {
	test: {
		isolate: false,
		projects: [
			{
				// The admin app.
				extends: true,
				test: {
					...inBrowser,
					name: 'app',
					include: [ 'src/**/*.test.{ts,tsx}' ],
					exclude: [ 'src/contract/**', ...apart ],
				},
			},
			{
				extends: true,
				test: {
					...inBrowser,
					name: 'app, apart',
					include: apart.filter( ( file ) => /^src/.test( file ) ),
					isolate: true,
				},
			},
			{
				extends: true,
				test: {
					name: 'node',
					include: [ '{src/contract,tests,bin}/**/*.test.ts' ],
					exclude: apart,
				},
			},
			{
				extends: true,
				test: {
					name: 'node, apart',
					include: apart.filter( ( file ) => ! /^src/.test( file ) ),
					isolate: true,
				},
			},
		],
	},
} );
