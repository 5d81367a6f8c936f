import getPort from 'get-port';
import { writeAddresses } from '../site/files';
import { startSors, type RunningSors } from '../sors';
import { findShop, type WantedStore } from '../wordpress/find';
import type { Source, StoreSource } from '../wordpress/source';
import { compiledOnce } from './compiled';
import { startDatabase } from './mariadb';
import {
	activatePlugin,
	databaseName,
	ensureSite,
	type Database,
} from './site';
import { startWebServer } from './web-server';

export type RunOptions = {
	name: string;
	store?: WantedStore;
	hpos?: boolean;
	taxes?: boolean;
	features?: boolean;
	database?: Database;
	network?: boolean;
	/** Without our plugin, which a test brings by its zip. */
	bare?: boolean;
	contractFile?: string;
	/** Without it only PHP's command line uses the site, as PHPUnit does. */
	web?: boolean;
	/** Ports to keep, so that the addresses stay the same over restarts. */
	webPort?: number;
	sorsPort?: number;
};

export type RunningSite = {
	name: string;
	dir: string;
	database: string;
	url: string | undefined;
	wordpress: Source;
	store: StoreSource;
	hpos: boolean;
	taxes: boolean;
	contractFile: string | undefined;
	sors: RunningSors;
	webPid: number | undefined;
	/** For PHPUnit, Playwright and scripts. */
	env: Record< string, string >;
	stop: () => Promise< void >;
	/** Its servers outlive this process from now on. */
	leave: () => void;
};

/** Database, site, SORS server and (if wanted) web server, in that order. */
export async function runSite( options: RunOptions ): Promise< RunningSite > {
	const { name, hpos = true, taxes = true, contractFile } = options;
	const features = options.features ?? false;
	const { wordpress, store } = await findShop( options.store );
	const kind = options.database ?? 'mariadb';
	const database = kind === 'mariadb' ? await startDatabase() : undefined;
	const dir = await ensureSite( {
		...{ name, wordpress, store, hpos, taxes, features },
		database: kind,
		network: options.network,
		bare: options.bare,
	} );
	const sors = await startSors( {
		name,
		contractFile,
		port: options.sorsPort,
	} );
	const port = options.web
		? ( options.webPort ?? ( await getPort( { host: '127.0.0.1' } ) ) )
		: undefined;
	const url = port ? `http://127.0.0.1:${ port }` : undefined;
	await writeAddresses( dir, {
		url,
		sorsUrl: sors.url,
		sorsKey: sors.key,
		contractFile,
		network: options.network,
	} );
	if ( ! options.bare ) {
		await activatePlugin( dir );
	}
	const web = port ? await startWebServer( { name, dir, port } ) : undefined;
	return {
		name,
		dir,
		database: databaseName( name ),
		url,
		wordpress,
		store,
		hpos,
		taxes,
		contractFile,
		sors,
		webPid: web?.pid,
		env: {
			SORS_TEST_SITE: dir,
			SORS_TEST_STORE: store.kind,
			SORS_CONTROL_URL: sors.controlUrl,
			PHP_INI_SCAN_DIR: await compiledOnce(),
			...( url ? { SORS_SITE_URL: url } : {} ),
		},
		stop: async () => {
			await web?.stop();
			await sors.stop();
			await database?.stop();
		},
		leave: () => {
			for ( const service of [ web, sors, database ] ) {
				service?.leave();
			}
		},
	};
}
