import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryCommand } from '../run/command';
import { Problem } from '../run/problem';

const TRUSTED = '/etc/apt/trusted.gpg.d';
const KEYRINGS = [
	'/usr/share/keyrings/debian-archive-keyring.gpg',
	'/usr/share/keyrings/debian-archive-keyring.pgp',
];

/** Apt itself gives up a server that is silent; this is the last net. */
const LIMIT_MS = 900_000;

/** The machine's settings (a proxy, credentials) stay; what it has of sources, lists, pins and hooks does not count. */
export async function configureApt(
	apt: string,
	source: string
): Promise< string > {
	const folders = [
		'state/lists/partial',
		'cache/archives/partial',
		'keys',
		'none',
	];
	for ( const folder of folders ) {
		await mkdir( join( apt, folder ), { recursive: true } );
	}
	for ( const [ name, key ] of await keys() ) {
		await symlink( key, join( apt, 'keys', name ) );
	}
	await writeFile( join( apt, 'state/status' ), '' );
	await writeFile( join( apt, 'sources.list' ), `${ source }\n` );
	const settings: Record< string, string > = {
		'Dir::State': `${ apt }/state/`,
		'Dir::State::lists': `${ apt }/state/lists/`,
		'Dir::State::status': `${ apt }/state/status`,
		'Dir::Cache': `${ apt }/cache/`,
		'Dir::Cache::archives': `${ apt }/cache/archives/`,
		'Dir::Etc::SourceList': `${ apt }/sources.list`,
		'Dir::Etc::SourceParts': `${ apt }/none/`,
		'Dir::Etc::Preferences': `${ apt }/none/preferences`,
		'Dir::Etc::PreferencesParts': `${ apt }/none/`,
		'Dir::Etc::TrustedParts': `${ apt }/keys/`,
		'APT::Default-Release': '',
		// Its own user could not write into our folder.
		'APT::Sandbox::User': 'root',
		// Otherwise it calls an update without an answer a success.
		'APT::Update::Error-Mode': 'any',
		'Acquire::Languages': 'none',
		'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
		'Acquire::Retries': '1',
		'Acquire::http::Timeout': '20',
		'Acquire::https::Timeout': '20',
	};
	const file = join( apt, 'apt.conf' );
	await writeFile(
		file,
		[
			'#clear APT::Update;',
			...Object.entries( settings ).map(
				( [ name, value ] ) => `${ name } "${ value }";`
			),
			'',
		].join( '\n' )
	);
	return file;
}

export function debianKeyring(): string | undefined {
	return KEYRINGS.find( ( file ) => existsSync( file ) );
}

/** What this machine trusts anyway, and Debian's own keys where they lie apart. Apt goes by the ending. */
async function keys(): Promise< Map< string, string > > {
	const trusted = await readdir( TRUSTED ).catch( () => [] );
	const found = new Map(
		trusted.map( ( name ) => [ name, join( TRUSTED, name ) ] )
	);
	const keyring = debianKeyring();
	return keyring ? found.set( 'debian-archive.gpg', keyring ) : found;
}

export type RunOptions = {
	/** Options that no message repeats. */
	settings?: string[];
	cwd?: string;
	env?: NodeJS.ProcessEnv;
};

/** As command(), but the reason is the one line of apt's many that tells it. */
export async function run(
	program: string,
	args: string[],
	options: RunOptions = {}
): Promise< string > {
	const { settings = [], cwd, env = process.env } = options;
	const result = await tryCommand( program, [ ...settings, ...args ], {
		cwd,
		env: { ...env, LC_ALL: 'C' },
		timeoutMs: LIMIT_MS,
	} );
	if ( result.code !== 0 || result.timedOut ) {
		const said = result.timedOut
			? `took longer than ${ LIMIT_MS / 60_000 } minutes`
			: tellingLine( result.stderr || result.stdout );
		throw new Problem(
			`\`${ [ program, ...args ].join( ' ' ) }\`: ${ said }`
		);
	}
	return result.stdout;
}

/** Apt ends with a sentence that fits every failure; the first error, or the signature that it misses, is the reason. */
export function tellingLine( output: string ): string {
	const lines = output.split( '\n' ).filter( ( line ) => line.trim() !== '' );
	return (
		lines.find( ( line ) => /^W: .*(GPG|OpenPGP)/.test( line ) ) ??
		lines.find( ( line ) => line.startsWith( 'E: ' ) ) ??
		lines.at( -1 ) ??
		'it said nothing'
	);
}
