import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectDir } from '../paths';
import { ownNotices } from './notices';

const line = ( text: string, file: string ): string =>
	`[25-Nov-2026 12:51:20 UTC] PHP ${ text } in ${ file } on line 7`;

describe( 'what PHP noticed', () => {
	let dir = '';
	beforeAll( async () => {
		dir = await mkdtemp( join( tmpdir(), 'notices-' ) );
	} );
	afterAll( () => rm( dir, { recursive: true } ) );

	const noticesOf = async ( ...lines: string[] ): Promise< string[] > => {
		const log = join( dir, 'debug.log' );
		await writeFile( log, `${ lines.join( '\n' ) }\n` );
		return await ownNotices( log );
	};

	it( 'counts where it names a file of the plugin, linked or mounted, each once', async () => {
		const mounted = line(
			'Deprecated:  Old',
			'/wordpress/wp-content/plugins/sors-api-for-woocommerce/includes/A.php'
		);
		const linked = line( 'Warning:  No', `${ projectDir }/includes/B.php` );
		expect( await noticesOf( mounted, linked, mounted ) ).toEqual(
			[ mounted, linked ].map( ( text ) => text.slice( 27 ) )
		);
	} );

	it( 'counts where WordPress names our texts', async () => {
		expect(
			await noticesOf(
				line(
					'Notice:  Translation loading for the <code>sors-api-for-woocommerce</code> domain',
					'/wordpress/wp-includes/functions.php'
				)
			)
		).toHaveLength( 1 );
	} );

	it( 'does not count where it is about others, or no notice of PHP', async () => {
		expect(
			await noticesOf(
				line(
					'Deprecated:  Old',
					'/wordpress/wp-content/plugins/woocommerce/A.php'
				),
				'[25-Nov-2026 12:51:20 UTC] Read plugins/sors-api-for-woocommerce/a.json'
			)
		).toEqual( [] );
		expect( await ownNotices( join( dir, 'missing.log' ) ) ).toEqual( [] );
	} );
} );
