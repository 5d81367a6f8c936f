/** Runs PHPUnit with a mutant in place: one named test, or all that may say something about the file. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { casesIn, isRed } from '../../../bin/test/junit';
import { runSite, type RunningSite } from '../../env/native/running-site';
import { projectDir, workDir } from '../../env/paths';
import { tryCommand } from '../../env/run/command';
import { Problem } from '../../env/run/problem';
import type { NamedTest } from './mutant';

const tests = join( projectDir, 'tests/php' );
const loader = join( projectDir, 'tests/simulation/mutants/load.php' );
/** Of this process: another may be trying others. */
const reports = join( workDir, `reports/mutants-${ process.pid }` );

/** Far more than the tests of a folder take. */
const LIMIT_MS = 900_000;

const isPure = ( file: string ): boolean => ! file.startsWith( 'Integration/' );

/** The first case of a JUnit report that failed. */
function firstFailure( xml: string ): NamedTest | null {
	const red = casesIn( xml ).find( isRed );
	const of = ( name: string ) =>
		new RegExp( `\\s${ name }="([^"]*)"` ).exec( red?.tag ?? '' )?.[ 1 ] ??
		'';
	return red
		? {
				file: of( 'file' ).split( '/tests/php/' ).pop() as string,
				// Without the data that it was called with.
				filter: of( 'name' ).split( ' ' )[ 0 ] as string,
			}
		: null;
}

/** The outbox's table has its tests with the outbox, and runs of stock have some with those of all kinds. */
const ELSEWHERE: Readonly< Record< string, readonly string[] > > = {
	Entries: [ 'Outbox' ],
	'Sync/Stock': [ 'Sync/Stock', 'Sync/Engine', 'Sync' ],
};

/** All that may say something about a file below includes/: those of its folder, and those that name its class. */
async function testsOf( file: string ): Promise< string[] > {
	const name = basename( file, '.php' );
	const own = dirname( file );
	const folders = ELSEWHERE[ own ] ?? [ own ];
	const all = await readdir( tests, { recursive: true } );
	const named = new RegExp( `\\\\${ name }\\b` );
	const says = await Promise.all(
		all.map(
			async ( each ) =>
				each.endsWith( 'Test.php' ) &&
				( folders.includes(
					dirname( each ).replace( /^Integration\//, '' )
				) ||
					basename( each ).startsWith( name ) ||
					named.test(
						await readFile( join( tests, each ), 'utf8' )
					) )
		)
	);
	const found = all.filter( ( _, at ) => says[ at ] );
	const isOwn = ( each: string ) => basename( each ).startsWith( name );
	return found
		.sort()
		.sort(
			( one, other ) => Number( isOwn( other ) ) - Number( isOwn( one ) )
		);
}

/** PHPUnit's own configuration, for these files alone. */
async function configuration( files: readonly string[] ): Promise< string > {
	const suite = files.map(
		( file ) => `<file>${ join( tests, file ) }</file>`
	);
	const own = await readFile(
		join( projectDir, 'phpunit.xml.dist' ),
		'utf8'
	);
	const file = join( reports, 'phpunit.xml' );
	await mkdir( reports, { recursive: true } );
	await writeFile(
		file,
		own
			.replace( /<testsuites>[\s\S]*<\/testsuites>/, () =>
				[
					'<testsuites><testsuite name="mutants">',
					...suite,
					'</testsuite></testsuites>',
				].join( '' )
			)
			.replace( 'bootstrap="', `bootstrap="${ projectDir }/` )
			.replace( /cacheResultFile="[^"]*"/, 'cacheResult="false"' )
			.replace( 'defaultTestSuite="pure"', '' )
	);
	return file;
}

/** A shop on which PHPUnit runs, with and without mutants. */
export class TestSite {
	private site: RunningSite | undefined;

	/** The test that fails with the mutant in this file below includes/ and passes without it, or null. */
	async finds( file: string, folder: string ): Promise< string | null > {
		const all = await testsOf( file );
		for ( const files of [
			all.filter( isPure ),
			all.filter( ( each ) => ! isPure( each ) ),
		] ) {
			const test = await this.firstRed( files, undefined, folder );
			if ( test && ( await this.isSeenBy( test, folder ) ) ) {
				return words( test );
			}
		}
		return null;
	}

	/** Whether this test fails with the mutant and passes without it. */
	async isSeenBy( test: NamedTest, folder: string ): Promise< boolean > {
		const { file, filter } = test;
		return (
			( await this.firstRed( [ file ], filter, folder ) ) !== null &&
			( await this.firstRed( [ file ], filter, '' ) ) === null
		);
	}

	private async firstRed(
		files: readonly string[],
		filter: string | undefined,
		folder: string
	): Promise< NamedTest | null > {
		if ( files.length === 0 ) {
			return null;
		}
		const pure = isPure( files[ 0 ] as string );
		const report = join( reports, 'junit.xml' );
		const site = pure ? undefined : await this.running();
		const config = await configuration( files );
		await rm( report, { force: true } );
		const result = await tryCommand(
			'php',
			[
				// In the shop its mu-plugin does this, for the processes that a test starts as well.
				...( pure ? [ '-d', `auto_prepend_file=${ loader }` ] : [] ),
				...[ 'vendor/bin/phpunit', '-c', config, '--colors=never' ],
				...[ '--stop-on-defect', '--log-junit', report ],
				...( filter ? [ '--filter', filter ] : [] ),
			],
			{
				cwd: projectDir,
				timeoutMs: LIMIT_MS,
				logFile: join( workDir, 'log/mutants-phpunit.log' ),
				env: {
					...process.env,
					SORS_TEST_SITE: '',
					...site?.env,
					SORS_MUTANT: folder,
				},
			}
		);
		const xml = await readFile( report, 'utf8' ).catch( () => '' );
		if ( result.code === 0 ) {
			if ( ! xml.includes( '<testcase' ) ) {
				throw new Problem(
					`PHPUnit ran no test of ${ files.join() }: see .cache/log/mutants-phpunit.log.`
				);
			}
			return null;
		}
		// A process that dies or never ends leaves no report.
		return firstFailure( xml ) ?? { file: files[ 0 ] as string, filter };
	}

	async stop(): Promise< void > {
		await rm( reports, { recursive: true, force: true } );
		await this.site?.stop();
	}

	private async running(): Promise< RunningSite > {
		if ( ! this.site ) {
			this.site = await runSite( {
				name: 'mutants-tests',
				store: 'real',
			} );
			await writeFile(
				join( this.site.dir, 'wp-content/mu-plugins/mutant.php' ),
				`<?php\nif ( '' !== (string) getenv( 'SORS_MUTANT' ) ) {\n\trequire '${ loader }';\n}\n`
			);
		}
		return this.site;
	}
}

/** For people. */
export const words = ( { file, filter }: NamedTest ): string =>
	[ basename( file, '.php' ), ...( filter ? [ filter ] : [] ) ].join( '::' );
