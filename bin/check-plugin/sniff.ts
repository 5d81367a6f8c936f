import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectDir } from '../../tests/env/paths';
import { tryCommand } from '../../tests/env/run/command';
import { Problem } from '../../tests/env/run/problem';
import { step } from '../../tests/env/run/progress';
import type { Finding } from './findings';

/** Of the standard WordPress Plugin Check takes these; the others of its sniffs are its own. */
const WORDPRESS = [
	'WordPress.Security.EscapeOutput',
	'WordPress.Security.SafeRedirect',
	'WordPress.DB.DirectDatabaseQuery',
	'WordPress.DB.SlowDBQuery',
	'WordPress.WP.EnqueuedResourceParameters',
	'WordPress.WP.EnqueuedResources',
	'WordPress.WP.I18n',
];

const phpcsReport = z.object( {
	files: z.record(
		z.string(),
		z.object( {
			messages: z.array(
				z.object( {
					type: z.enum( [ 'ERROR', 'WARNING' ] ),
					source: z.string(),
					line: z.number(),
					message: z.string(),
				} )
			),
		} )
	),
} );

/** Plugin Check's sniffs by the PHP_CodeSniffer and the WordPress Coding Standards that it brings. */
export async function sniff( tool: string ): Promise< Finding[] > {
	const runs = [
		[ `--standard=${ join( tool, 'phpcs-rulesets/plugin-review.xml' ) }` ],
		[ '--standard=PluginCheck' ],
		[ '--standard=WordPress', `--sniffs=${ WORDPRESS.join( ',' ) }` ],
	];
	const found: Finding[] = [];
	for ( const [ at, args ] of runs.entries() ) {
		found.push(
			...( await step( `Sniffing (${ at + 1 } of ${ runs.length })`, () =>
				phpcs( tool, args )
			) )
		);
	}
	return found;
}

async function phpcs( tool: string, args: string[] ): Promise< Finding[] > {
	const { stdout, stderr } = await tryCommand( 'php', [
		...[ '-d', 'memory_limit=1G' ],
		join( tool, 'vendor/squizlabs/php_codesniffer/bin/phpcs' ),
		...[ '--report=json', '-q', '--extensions=php' ],
		...[ '--runtime-set', 'minimum_wp_version', '6.8' ],
		...args,
		...[ 'includes', 'sors-api-for-woocommerce.php', 'uninstall.php' ].map(
			( name ) => join( projectDir, name )
		),
	] );
	if ( ! stdout.startsWith( '{' ) ) {
		throw new Problem(
			`PHP_CodeSniffer did not come to its end. ${ ( stdout + stderr ).slice( 0, 1000 ) }`
		);
	}
	return Object.entries(
		phpcsReport.parse( JSON.parse( stdout ) ).files
	).flatMap( ( [ file, { messages } ] ) =>
		messages.map( ( { type, source, line, message } ) => ( {
			...{ type, line, message },
			code: source,
			file: relative( projectDir, file ),
		} ) )
	);
}
