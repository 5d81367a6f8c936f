import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { command } from '../../tests/env/run/command';
import { aptSettings, composerSettings, npmSettings } from './registries';

/** In the bare root. Own places: Debian's packages write over theirs. */
const CERTIFICATES = '/etc/machine/certificates.pem';
const COMPOSER_HOME = '/etc/machine/composer';

const PROXIES = [ 'http_proxy', 'https_proxy', 'no_proxy' ].flatMap(
	( name ) => [ name, name.toUpperCase() ]
);
const CERTIFICATE_VARIABLES = [ 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE' ];

/**
 * How this machine gets at packages: the network's names, apt's sources and
 * keys, certificates, mirrors and proxies. No tokens.
 *
 * @return the environment that belongs to it
 */
export async function putSettings(
	root: string
): Promise< NodeJS.ProcessEnv > {
	for ( const file of [ '/etc/resolv.conf', '/etc/hosts' ] ) {
		await put( root, file, await read( file ) );
	}
	await putApt( root );
	const npm = npmSettings(
		JSON.parse(
			// Elsewhere than in the project, whose own settings travel with the clone.
			await command( 'npm', [ 'config', 'list', '--json' ], {
				cwd: '/',
				timeoutMs: 60_000,
			} )
		)
	);
	const env = {
		...variables( PROXIES ),
		...( await putCertificates( root, npm ) ),
		...( await putComposer( root ) ),
	};
	await put(
		root,
		'/usr/local/etc/npmrc',
		Object.entries( npm )
			.map( ( [ key, value ] ) => `${ key }=${ value }\n` )
			.join( '' )
	);
	return env;
}

async function putApt( root: string ): Promise< void > {
	const etc = '/etc/apt';
	// Debootstrap's own, which names one mirror only.
	await put(
		root,
		`${ etc }/sources.list`,
		await read( `${ etc }/sources.list` )
	);
	let sources = '';
	const parts = await readdir( `${ etc }/sources.list.d` ).catch( () => [] );
	for ( const part of parts.filter( isSource ) ) {
		const file = `${ etc }/sources.list.d/${ part }`;
		const text = await read( file );
		sources += text;
		await put( root, file, text );
	}
	const named = [ ...sources.matchAll( /signed-by[:=]\s*(\/[^\s\],]+)/gi ) ];
	for ( const keys of [
		`${ etc }/keyrings`,
		`${ etc }/trusted.gpg.d`,
		'/usr/local/share/ca-certificates',
		...named.map( ( match ) => match[ 1 ] as string ),
	] ) {
		await copyIfThere( root, keys );
	}
	await put(
		root,
		`${ etc }/apt.conf.d/99machine`,
		aptSettings( await command( 'apt-config', [ 'dump' ] ) )
	);
}

/** One file of all that the machine's settings name, and everything that named one names it now. */
async function putCertificates(
	root: string,
	npm: Record< string, string >
): Promise< NodeJS.ProcessEnv > {
	const named = variables( CERTIFICATE_VARIABLES );
	const files = new Set(
		[ ...Object.values( named ), npm.cafile ].filter( Boolean )
	);
	if ( files.size === 0 ) {
		return {};
	}
	let text = '';
	for ( const file of files ) {
		text += `${ await read( file as string ) }\n`;
	}
	await put( root, CERTIFICATES, text );
	if ( npm.cafile ) {
		npm.cafile = CERTIFICATES;
	}
	return Object.fromEntries(
		Object.keys( named ).map( ( name ) => [ name, CERTIFICATES ] )
	);
}

async function putComposer( root: string ): Promise< NodeJS.ProcessEnv > {
	const config = process.env.XDG_CONFIG_HOME || join( homedir(), '.config' );
	for ( const home of [
		process.env.COMPOSER_HOME,
		join( config, 'composer' ),
		join( homedir(), '.composer' ),
	] ) {
		const text = home && ( await read( join( home, 'config.json' ) ) );
		const settings = text && composerSettings( JSON.parse( text ) );
		if ( settings ) {
			await put(
				root,
				`${ COMPOSER_HOME }/config.json`,
				JSON.stringify( settings )
			);
			return { COMPOSER_HOME };
		}
	}
	return {};
}

const isSource = ( name: string ) => /\.(list|sources)$/.test( name );

function variables( names: string[] ): Record< string, string > {
	return Object.fromEntries(
		names.flatMap( ( name ) => {
			const value = process.env[ name ];
			return value ? [ [ name, value ] ] : [];
		} )
	);
}

async function read( file: string ): Promise< string > {
	return await readFile( file, 'utf8' ).catch( () => '' );
}

async function put( root: string, file: string, text: string ) {
	const target = join( root, file );
	await mkdir( dirname( target ), { recursive: true } );
	await writeFile( target, text );
}

async function copyIfThere( root: string, path: string ): Promise< void > {
	await cp( path, join( root, path ), {
		recursive: true,
		dereference: true,
	} ).catch( ( error: NodeJS.ErrnoException ) => {
		if ( error.code !== 'ENOENT' ) {
			throw error;
		}
	} );
}
