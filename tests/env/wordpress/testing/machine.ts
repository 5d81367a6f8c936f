import { join } from 'node:path';
import getPort from 'get-port';
import { Problem } from '../../run/problem';
import { choose, type WantedStore } from '../choose';
import { Supply } from '../supply';
import { wishesOf } from '../wishes';
import {
	archiveOf,
	downloadServer,
	whole,
	type Answer,
} from './download-server';
import { temporaryFolder } from '../../testing/files';
import {
	layWoocommerce,
	layWordpress,
	pluginFile,
	versionFile,
} from './folders';

export const pairs = [
	{ name: 'oldest', wordpress: '6.8.8', woocommerce: '10.0.2' },
	{ name: 'middle', wordpress: '6.9.7', woocommerce: '10.5.3' },
	{ name: 'newest', wordpress: '7.1', woocommerce: '11.0.1' },
];
/** What each of them asks for. */
const oldest: Record< string, string > = {
	'10.0.2': '6.7',
	'10.5.3': '6.8',
	'10.7.0': '6.8',
	'11.0.1': '6.9',
};

export type Machine = {
	/** Names of folders in the cache; `wordpress=6.8.3` is one without a version in its name. */
	has?: string[];
	/** What wordpress.org has, by the same names; without it nothing answers. */
	loads?: string[];
	/** The version that Debian's packages have. */
	debian?: string;
};

/** A machine with these folders in its cache, and what it can download or take from Debian. */
export async function machine( { has = [], loads, debian }: Machine ) {
	const cache = temporaryFolder();
	for ( const name of has ) {
		lay( cache, name );
	}
	const server = await downloadServer(
		Object.fromEntries( ( loads ?? [] ).map( archive ) )
	);
	const closed = `http://127.0.0.1:${ await getPort( { host: '127.0.0.1' } ) }`;
	const supply = new Supply( cache, loads ? server.url : closed );
	return {
		server,
		supply,
		find: async (
			env: Record< string, string > = {},
			wanted: WantedStore = 'any'
		) => {
			const { wordpress, store } = await choose( {
				wanted,
				wishes: await wishesOf( env ),
				pairs,
				supply,
				debian: async () => {
					if ( ! debian ) {
						throw new Problem( '`apt-get update`: E: no network' );
					}
					return layWordpress(
						join( cache, `wordpress-${ debian }-debian` ),
						debian
					);
				},
			} );
			return `${ wordpress.version } + ${ store.kind === 'real' ? store.version : 'stand-in' }`;
		},
	};
}

function lay( cache: string, name: string ): void {
	const [ folder, version ] = name.split( /[=-]/ ) as [ string, string ];
	const dir = join( cache, name.replace( /=.*/, '' ) );
	if ( folder === 'wordpress' ) {
		layWordpress( dir, version );
	} else {
		layWoocommerce( dir, version, oldest[ version ] ?? '6.8' );
	}
}

function archive( name: string ): [ string, Answer ] {
	const [ folder, version ] = name.split( '-' ) as [ string, string ];
	return folder === 'wordpress'
		? [
				`release/wordpress-${ version }.zip`,
				whole(
					archiveOf( {
						'wordpress/wp-includes/version.php':
							versionFile( version ),
					} )
				),
			]
		: [
				`plugin/woocommerce.${ version }.zip`,
				whole(
					archiveOf( {
						'woocommerce/woocommerce.php': pluginFile(
							version,
							oldest[ version ] ?? '6.8'
						),
					} )
				),
			];
}

/** Both halves of all pairs. */
export const everything = pairs.flatMap( ( pair ) => [
	`wordpress-${ pair.wordpress }`,
	`woocommerce-${ pair.woocommerce }`,
] );
