import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** `npm run screenshots`: no test, but pictures for README.md and readme.txt. */
export default defineConfig( base, {
	testDir: '.',
	outputDir: '../../.cache/screenshots',
	reporter: 'list',
	use: { trace: 'off' },
} );
