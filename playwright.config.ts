import { defineConfig } from '@playwright/test';

/**
 * Real Chromium from the system (CHROMIUM_PATH) on a native WordPress that
 * tests/env started (SORS_SITE_URL): `npm test -- --only e2e` brings both.
 */
export default defineConfig( {
	testDir: 'tests/e2e',
	outputDir: '.cache/e2e',
	// One shop, one SORS: tests that ran side by side would see each other's orders.
	workers: 1,
	fullyParallel: false,
	forbidOnly: !! process.env.CI,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [
		[ 'list' ],
		...( process.env.SORS_E2E_REPORT
			? [
					[
						'junit',
						{ outputFile: process.env.SORS_E2E_REPORT },
					] as const,
				]
			: [] ),
	],
	use: {
		baseURL: process.env.SORS_SITE_URL,
		viewport: { width: 1280, height: 900 },
		locale: 'en-GB',
		timezoneId: 'Europe/Belgrade',
		screenshot: 'only-on-failure',
		// Pictures of each moment would take half of the browser's time.
		trace: { mode: 'retain-on-failure', screenshots: false },
		launchOptions: {
			executablePath: process.env.CHROMIUM_PATH,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		},
	},
} );
