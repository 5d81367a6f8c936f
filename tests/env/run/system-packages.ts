import { command, tryCommand } from './command';
import { Problem } from './problem';
import { step } from './progress';
import { which } from './which';

type Need = {
	what: string;
	package: string;
	isThere: () => Promise< boolean >;
};

const program = ( pkg: string, ...names: string[] ): Need => ( {
	what: names[ 0 ] as string,
	package: pkg,
	isThere: async () => ( await which( ...names ) ) !== undefined,
} );

let loaded: Promise< Set< string > > | undefined;

async function phpExtensions(): Promise< Set< string > > {
	if ( ! ( await which( 'php' ) ) ) {
		return new Set();
	}
	const result = await tryCommand( 'php', [ '-m' ], { timeoutMs: 20_000 } );
	return new Set( result.stdout.toLowerCase().split( '\n' ) );
}

const extension = ( name: string, pkg: string ): Need => ( {
	what: `PHP's ${ name } extension`,
	package: pkg,
	isThere: async () => ( await ( loaded ??= phpExtensions() ) ).has( name ),
} );

/** Names are Debian's: Ubuntu's `chromium` brings a snap alone. `-core` is the database server without a service of its own. */
const needs = {
	php: [
		program( 'php-cli', 'php' ),
		extension( 'mbstring', 'php-mbstring' ),
		extension( 'xml', 'php-xml' ),
		extension( 'intl', 'php-intl' ),
		extension( 'curl', 'php-curl' ),
		program( 'composer', 'composer' ),
		program( 'unzip', 'unzip' ),
	],
	site: [
		extension( 'mysqli', 'php-mysql' ),
		extension( 'pdo_sqlite', 'php-sqlite3' ),
		extension( 'gd', 'php-gd' ),
		extension( 'zip', 'php-zip' ),
		program( 'mariadb-server-core', 'mariadbd', 'mysqld' ),
		program( 'mariadb-client-core', 'my_print_defaults' ),
	],
	browser: [
		{
			what: 'chromium',
			package: 'chromium',
			isThere: async () => ( await findChromium() ) !== undefined,
		},
	],
	/** Time that passes when the simulation says so. */
	simulation: [ program( 'faketime', 'faketime' ) ],
	redis: [
		program( 'redis-server', 'redis-server' ),
		extension( 'redis', 'php-redis' ),
	],
	git: [ program( 'git', 'git' ) ],
	fresh: [ program( 'debootstrap', 'debootstrap' ) ],
};

export type NeedGroup = keyof typeof needs;

/**
 * Installs what is missing where that needs no question (root on a system with
 * apt); else names the exact line to type.
 */
export async function ensureSystemPackages(
	...groups: NeedGroup[]
): Promise< void > {
	const missing = await missingOf( groups );
	if ( missing.length === 0 ) {
		return;
	}
	const names = missing.map( ( need ) => need.what ).join( ', ' );
	const packages = [ ...new Set( missing.map( ( need ) => need.package ) ) ];
	const line = `apt-get install -y --no-install-recommends ${ packages.join( ' ' ) }`;
	const isRoot = process.getuid?.() === 0;
	if ( ! ( await which( 'apt-get' ) ) ) {
		throw new Problem(
			`Missing: ${ names }. Install them with your system's package manager (in Debian they are in: ${ packages.join( ' ' ) }).`
		);
	}
	if ( ! isRoot ) {
		throw new Problem(
			`Missing: ${ names }. Type:\n  sudo apt-get update && sudo ${ line }`
		);
	}
	await step(
		`Installing system packages: ${ packages.join( ' ' ) }`,
		async () => {
			const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
			await command( 'apt-get', [ 'update', '-q' ], {
				env,
				timeoutMs: 300_000,
			} );
			await command( 'apt-get', line.split( ' ' ).slice( 1 ), {
				env,
				timeoutMs: 900_000,
			} );
		}
	);
	loaded = undefined;
	const still = await missingOf( groups );
	if ( still.length > 0 ) {
		throw new Problem(
			`Still missing after installing: ${ still.map( ( need ) => need.what ).join( ', ' ) }.`
		);
	}
}

async function missingOf( groups: NeedGroup[] ): Promise< Need[] > {
	const missing: Need[] = [];
	for ( const need of groups.flatMap( ( group ) => needs[ group ] ) ) {
		if ( ! ( await need.isThere() ) ) {
			missing.push( need );
		}
	}
	return missing;
}

const findChromium = async (): Promise< string | undefined > =>
	process.env.CHROMIUM_PATH ||
	( await which( 'chromium', 'chromium-browser', 'google-chrome' ) );

export async function chromiumPath(): Promise< string > {
	const path = await findChromium();
	if ( ! path ) {
		throw new Problem(
			'Chromium is missing. Install it, or name it: CHROMIUM_PATH=/path/to/chromium'
		);
	}
	return path;
}
