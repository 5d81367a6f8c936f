import { expect, it, vi } from 'vitest';
import { ensureSystemPackages } from './system-packages';

/** A machine that has nothing, nor apt. */
vi.mock( './which', () => ( { which: async () => undefined } ) );

it( 'names the package that has what is missing where it cannot install it', async () => {
	await expect( ensureSystemPackages( 'git' ) ).rejects.toThrow(
		/^Missing: git\. .*: git\)\.$/
	);
} );

it( 'takes the Chromium that is named', async () => {
	vi.stubEnv( 'CHROMIUM_PATH', '' );
	await expect( ensureSystemPackages( 'browser' ) ).rejects.toThrow(
		/^Missing: chromium\./
	);
	vi.stubEnv( 'CHROMIUM_PATH', '/opt/chromium' );
	await ensureSystemPackages( 'browser' );
	vi.unstubAllEnvs();
} );
