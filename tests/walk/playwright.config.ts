import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** `npm run walk`: one long journey, and what was seen on it. */
export default defineConfig( base, {
	testDir: '.',
	outputDir: `../../.cache/walk-trace/${ process.env.SORS_WALK_PAIR }`,
	reporter: 'list',
	timeout: 900_000,
	// A shop with 50 orders on a busy machine.
	expect: { timeout: 120_000 },
	use: { trace: 'off', actionTimeout: 180_000, navigationTimeout: 180_000 },
} );
