/**
 * npm run assets: the pictures of the plugin's page on wordpress.org, into
 * .wordpress-org/: icon and banner from their SVG, screenshots from
 * docs/screenshots/en/.
 */
import { chromium } from '@playwright/test';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../tests/env/paths';
import { runCommandLine } from '../tests/env/run/command-line';
import { chromiumPath } from '../tests/env/run/system-packages';
import { DRAWN, SCREENSHOTS, screenshotFile } from './assets/list';

async function assets(): Promise< void > {
	const browser = await chromium.launch( {
		executablePath: await chromiumPath(),
		args: process.getuid?.() === 0 ? [ '--no-sandbox' ] : [],
	} );
	const page = await browser.newPage();
	for ( const { file, source, width, height } of DRAWN ) {
		const svg = await readFile( join( projectDir, source ), 'utf8' );
		await page.setViewportSize( { width, height } );
		await page.setContent(
			`<style>body{margin:0}svg{display:block;width:${ width }px;height:${ height }px}</style>${ svg }`
		);
		await page.screenshot( {
			path: join( projectDir, '.wordpress-org', file ),
			omitBackground: true,
		} );
	}
	await browser.close();
	for ( const [ index, name ] of SCREENSHOTS.entries() ) {
		await copyFile(
			join( projectDir, 'docs/screenshots/en', name ),
			join( projectDir, '.wordpress-org', screenshotFile( index ) )
		);
	}
}

runCommandLine( assets );
