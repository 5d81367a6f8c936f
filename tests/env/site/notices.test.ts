import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../paths';
import { temporaryFolder } from '../testing/files';
import { ownNotices } from './notices';

const PLUGINS = '/wordpress/wp-content/plugins';

it( 'counts what PHP noticed in the plugin, linked or mounted, or about its texts, each once', async () => {
	const ours = [
		`PHP Deprecated:  Old in ${ PLUGINS }/sors-api-for-woocommerce/a.php`,
		`PHP Warning:  No in ${ projectDir }/includes/B.php on line 7`,
		'PHP Notice:  Loaded <code>sors-api-for-woocommerce</code> in /wordpress/a.php',
	];
	const others = [
		`PHP Deprecated:  Old in ${ PLUGINS }/woocommerce/a.php on line 7`,
		'Read plugins/sors-api-for-woocommerce/a.json',
	];
	const log = join( temporaryFolder(), 'debug.log' );
	await writeFile(
		log,
		[ ...ours, ...others, ...ours ]
			.map( ( line ) => `[25-Nov-2026 12:51:20 UTC] ${ line }\n` )
			.join( '' )
	);
	expect( await ownNotices( log ) ).toEqual( ours );
	await rm( log );
	expect( await ownNotices( log ) ).toEqual( [] );
} );
