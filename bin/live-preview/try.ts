import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { pluginSlug, projectDir, workDir } from '../../tests/env/paths';
import { ensureBuild } from '../../tests/env/run/build';
import { tryCommand } from '../../tests/env/run/command';
import { Problem } from '../../tests/env/run/problem';
import { step } from '../../tests/env/run/progress';
import { temporaryIn } from '../../tests/env/run/temporary';
import { ensureSystemPackages } from '../../tests/env/run/system-packages';
import { findShop } from '../../tests/env/wordpress/find';
import { layPackage } from '../package/lay';
import { blueprint } from './blueprint';

const LIMIT_MS = 600_000;

const RESULT = 'wp-content/live-preview.json';

const TELL = `<?php
require '/wordpress/wp-load.php';
global $wpdb;
file_put_contents( '/wordpress/${ RESULT }', wp_json_encode( [
	'products' => (int) wp_count_posts( 'product' )->publish,
	'sent'     => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}sors_outbox WHERE state = 'sent'" ),
] ) );`;

const preview = z.object( { products: z.number(), sent: z.number() } );

/** Plays the blueprint in Playground, with WordPress, WooCommerce and the plugin of this machine: nothing of wordpress.org's is asked for. */
export async function tryPreview(): Promise< string > {
	await ensureSystemPackages( 'git' );
	const { wordpress, store } = await findShop();
	await ensureBuild();
	const { dir } = await temporaryIn( workDir, 'live-preview-' );
	const site = join( dir, 'wordpress' );
	const plugins = join( site, 'wp-content/plugins' );
	await cp( wordpress.dir, site, { recursive: true, dereference: true } );
	await cp( store.dir, join( plugins, 'woocommerce' ), { recursive: true } );
	await layPackage( join( plugins, pluginSlug ) );
	await mkdir( join( site, 'wp-content/mu-plugins' ), { recursive: true } );
	const file = join( dir, 'blueprint.json' );
	await writeFile(
		file,
		JSON.stringify( withPluginsThere( store.mainFile ) )
	);
	const { stdout, stderr } = await step( 'Playing the blueprint', () =>
		tryCommand(
			process.execPath,
			[
				join(
					projectDir,
					'node_modules/@wp-playground/cli/wp-playground.js'
				),
				...[ 'run-blueprint', '--blueprint', file ],
				...[ '--mount-dir-before-install', site, '/wordpress' ],
				'--wordpress-install-mode',
				'install-from-existing-files-if-needed',
			],
			{ timeoutMs: LIMIT_MS }
		)
	);
	const said = await readFile( join( site, RESULT ), 'utf8' ).catch( () => {
		throw new Problem(
			`The blueprint did not come to its end.\n${ ( stdout + stderr ).slice( -2000 ) }`
		);
	} );
	const { products, sent } = preview.parse( JSON.parse( said ) );
	if ( products === 0 || sent === 0 ) {
		throw new Problem( `The preview has too little to show: ${ said }` );
	}
	return `The preview shows ${ products } products and ${ sent } order that was sent.`;
}

function withPluginsThere( storeFile: string ): object {
	const files: Record< string, string > = { woocommerce: storeFile };
	const { steps, ...rest } = blueprint( ( slug ) => ( {
		step: 'activatePlugin',
		pluginPath: `${ slug }/${ files[ slug ] ?? `${ slug }.php` }`,
	} ) );
	return { ...rest, steps: [ ...steps, { step: 'runPHP', code: TELL } ] };
}
