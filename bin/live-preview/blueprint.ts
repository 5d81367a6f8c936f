import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginSlug, projectDir } from '../../tests/env/paths';

export const blueprintFile = '.wordpress-org/blueprints/blueprint.json';

const php = ( name: string ): string =>
	readFileSync( join( projectDir, 'bin/live-preview', name ), 'utf8' );

const fromDirectory = ( slug: string ) => ( {
	step: 'installPlugin',
	pluginData: { resource: 'wordpress.org/plugins', slug },
	options: { activate: true },
} );

/** What stands in for SORS comes before the plugin, which would ask the real one. */
export const blueprint = ( install: ( slug: string ) => object ) => ( {
	$schema: 'https://playground.wordpress.net/blueprint-schema.json',
	landingPage: '/wp-admin/admin.php?page=sors-api',
	preferredVersions: { php: '8.2', wp: 'latest' },
	login: true,
	steps: [
		{
			step: 'writeFile',
			path: '/wordpress/wp-content/mu-plugins/sors.php',
			data: php( 'sors.php' ),
		},
		install( 'woocommerce' ),
		install( pluginSlug ),
		{ step: 'runPHP', code: php( 'shop.php' ) },
	],
} );

export const blueprintText = (): string =>
	`${ JSON.stringify( blueprint( fromDirectory ), null, '\t' ) }\n`;
