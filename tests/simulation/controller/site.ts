/** A shop, the SORS that it talks with, and what the controller needs to play on both. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { contractFile } from '../../contract-variants/file';
import { databaseSocket, startDatabase } from '../../env/native/mariadb';
import {
	activatePlugin,
	databaseName,
	ensureSite,
} from '../../env/native/site';
import { projectDir, socketDir } from '../../env/paths';
import { listening } from '../../env/run/listening';
import { onEnd } from '../../env/run/processes';
import { writeAddresses } from '../../env/site/files';
import { findShop, underTest } from '../../env/wordpress/find';
import { Books } from '../model/books';
import { Eyes } from './eyes';
import { Zygote } from './zygote';

/** 1 March 2026, 8:00. */
export const BEGINNING = 1_772_352_000;

/** What a history may be played on. */
export const SITES = {
	'orders in tables': { store: 'real', hpos: true, contract: 'shipped' },
	/** Every path, parameter and field of SORS has another name, too, and each list has several pages. */
	'orders as posts': {
		...( { store: 'real', hpos: false } as const ),
		contract: 'second-small-pages',
	},
	'stand-in': { store: 'stand-in', hpos: false, contract: 'shipped' },
} as const;
export type SiteName = keyof typeof SITES;

export interface Site {
	/** WordPress and the store, in words. */
	under: string;
	storage: 'tables' | 'posts';
	books: Books;
	eyes: Eyes;
	zygote: Zygote;
	/** Where a request goes that nobody is to answer. */
	silence: string;
}

/** Cuts a request once it has come: the worker takes that for silence, without the wait. */
async function nobody(): Promise< string > {
	const server = createServer( ( each ) =>
		each.on( 'error', () => undefined ).on( 'data', () => each.destroy() )
	);
	onEnd( async () => void server.close() );
	return `http://127.0.0.1:${ await listening( server ) }/`;
}

/** `mutant`: the folder of files that take the place of the plugin's own, as mutate() answers it. */
async function openSite( name: SiteName, mutant: string ): Promise< Site > {
	const { hpos, store: wanted, contract } = SITES[ name ];
	const { wordpress, store } = await findShop( wanted );
	await startDatabase();
	const id = `simulation-${ name.replace( /\W/g, '-' ) }`;
	const dir = await ensureSite( {
		...{ name: id, wordpress, store, hpos, taxes: true },
		...{ features: ! hpos, database: 'mariadb' },
	} );
	const names =
		contract === 'shipped' ? undefined : await contractFile( contract );
	const books = await Books.start( names );
	onEnd( () => books.server.close() );
	await writeAddresses( dir, {
		sorsUrl: books.server.url,
		sorsKey: books.server.key,
		contractFile: names,
	} );
	const dropIn = join( dir, 'wp-content/db.php' );
	await rm( dropIn, { force: true } );
	await activatePlugin( dir );
	await writeFile(
		dropIn,
		`<?php\nif ( class_exists( 'SorsApi\\Simulation\\Worker', false ) ) {\n\trequire '${ join( projectDir, 'tests/simulation/worker/Database.php' ) }';\n\t$wpdb = new SorsApi\\Simulation\\Database( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );\n}\n`
	);
	await mkdir( socketDir, { recursive: true } );
	const socket = join( socketDir, `${ id }.sock` );
	await rm( socket, { force: true } );
	return {
		under: underTest( wordpress, store ),
		storage: hpos ? 'tables' : 'posts',
		books,
		eyes: new Eyes( databaseSocket, databaseName( id ) ),
		zygote: await Zygote.start( dir, socket, BEGINNING, mutant ),
		silence: await nobody(),
	};
}

async function closeSite( { eyes, zygote, books }: Site ): Promise< void > {
	eyes.end();
	await zygote.stop();
	await books.server.close();
}

/** Those that histories were played on so far; each is opened when it is needed. */
export class Sites {
	private readonly opened = new Map< SiteName, Site >();

	/** @param mutant The folder of files that take the place of the plugin's own, as mutate() answers it. */
	constructor( private readonly mutant: string ) {}

	async at( name: SiteName ): Promise< Site > {
		const site =
			this.opened.get( name ) ?? ( await openSite( name, this.mutant ) );
		this.opened.set( name, site );
		return site;
	}

	/** In words. */
	get under(): string {
		const all = [ ...this.opened.values() ].map( ( { under } ) => under );
		return [ ...new Set( all ) ].join( '; ' );
	}

	async close(): Promise< void > {
		for ( const site of this.opened.values() ) {
			await closeSite( site );
		}
	}
}
