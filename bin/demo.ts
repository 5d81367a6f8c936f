/**
 * npm run demo [-- --once]: the main job before one's eyes. A SORS server, a
 * shop, the catalogue in, an order out. See --help.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensureBuild } from '../tests/env/run/build';
import { startPlayground } from '../tests/env/playground/playground';
import { runCommandLine } from '../tests/env/run/command-line';
import { Problem } from '../tests/env/run/problem';
import { endEverything, isEnding } from '../tests/env/run/processes';
import { say, step } from '../tests/env/run/progress';
import { admin, ShopSession } from '../tests/env/shop-session';
import { startSors } from '../tests/env/sors';
import { SorsControl } from '../tests/sors/client';
import { findShop, standInNote, underTest } from '../tests/env/wordpress/find';
import { connect, demoDatabase } from './demo/connect';
import { type DemoOptions, readDemoOptions } from './demo/options';
import { placeOrder, sendOrder } from './demo/order';
import {
	bringIn,
	countDrafts,
	countStockSet,
	readProducts,
} from './demo/products';
import type { DemoReport } from './demo/report';
import { readVersions } from './demo/versions';

async function demo( options: DemoOptions ): Promise< void > {
	const { wordpress, store } = await findShop();
	const sors = await startSors( { name: 'demo' } );
	// Both take long and each keeps one core busy.
	const [ playground ] = await Promise.all( [
		startPlayground( {
			...{ wordpress, store, sorsUrl: sors.url },
			php: options.php,
		} ),
		ensureBuild(),
	] );
	const shop = new ShopSession( playground.url );
	const { unit } = await step( 'Connecting the shop with SORS', async () => {
		await shop.logIn();
		return await connect( shop, sors );
	} );
	const seen = await readVersions( shop );
	const control = new SorsControl( sors.controlUrl );
	const items = await control.books( 'products', demoDatabase );
	const levels = await control.books( 'stock', demoDatabase );
	const catalog = await step( 'Bringing the catalogue in', () =>
		bringIn( shop, 'catalog', say )
	);
	await step( 'Bringing stock and prices in', () =>
		bringIn( shop, 'stock', say )
	);
	const products = await readProducts( shop );
	const stock = countStockSet( products, levels, unit );
	const order = await step( 'Placing an order at the checkout', () =>
		placeOrder( shop, store, products )
	);
	const row = await step( 'Sending the order to SORS', () =>
		sendOrder( shop, order )
	);
	const documents = ( await control.documents( demoDatabase ) ).filter(
		( { externalReference } ) => externalReference === row.reference
	);
	const [ document ] = documents;
	const drafts = countDrafts( items );

	table( [
		[ 'Ran on', `${ underTest( wordpress, store ) }, PHP ${ seen.php }` ],
		[ 'SORS items', `${ items.length } in database ${ demoDatabase }` ],
		[
			'Products created',
			`${ products.length } in the shop, ${ drafts } services and materials as drafts (${ catalog.skipped } skipped, each with its reason)`,
		],
		[
			'Stock set',
			`${ stock.equal } of ${ stock.managed } hold what is available in SORS`,
		],
		[
			'Order',
			`${ order.number }: ${ order.total } RSD, ${ order.status }`,
		],
		[
			'SORS document',
			document
				? `${ document.kind } ${ document.number }: ${ document.total.toFixed( 2 ) } RSD, ${ document.lines.length } lines`
				: 'none',
		],
	] );
	demand(
		products.length > 0 && products.length + drafts === catalog.created,
		`The run says that it created ${ catalog.created } products, but the shop holds ${ products.length } and ${ drafts } drafts.`
	);
	demand(
		stock.managed > 0 && stock.differing.length === 0,
		`Stock differs from SORS: ${ stock.differing.join( ', ' ) }`
	);
	demand(
		documents.length === 1 &&
			document?.kind === 'reservation' &&
			document.number === row.documentNumber &&
			document.total.toFixed( 2 ) === order.total,
		`Order ${ order.number } did not become exactly one reservation of ${ order.total } RSD.`
	);
	demand(
		seen.php.startsWith( `${ options.php }.` ) &&
			seen.wordpress === wordpress.version,
		`The shop runs on WordPress ${ seen.wordpress } and PHP ${ seen.php }, which are not the wanted ones.`
	);
	const notices = await playground.notices();
	demand(
		notices.length === 0,
		`PHP noticed something in the plugin’s files:\n${ notices.join( '\n' ) }`
	);
	if ( options.report ) {
		const report: DemoReport = {
			php: seen.php,
			wordpress: wordpress.version,
			store: store.version,
			storeKind: store.kind,
			did: `${ products.length } products, stock of ${ stock.equal }, an order of ${ order.total } RSD as ${ document?.kind }`,
		};
		await mkdir( dirname( options.report ), { recursive: true } );
		await writeFile( options.report, JSON.stringify( report ) );
	}
	if ( store.kind === 'stand-in' ) {
		process.stdout.write( `\n${ standInNote }\n` );
	}
	if ( ! options.once ) {
		process.stdout.write(
			`\nThe shop is open:  ${ playground.url }/wp-admin/admin.php?page=sors-api\n` +
				`Login:             ${ admin.user } / ${ admin.password }\n` +
				`SORS server:       ${ sors.url }   what it holds: ${ sors.controlUrl }/state\n` +
				'Ctrl+C ends both.\n'
		);
		await new Promise( () => undefined );
	}
}

function demand( happened: boolean, otherwise: string ): void {
	if ( ! happened ) {
		throw new Problem( otherwise );
	}
}

function table( rows: [ string, string ][] ): void {
	const width = Math.max( ...rows.map( ( [ name ] ) => name.length ) );
	const lines = rows.map(
		( [ name, value ] ) => `  ${ name.padEnd( width ) }  ${ value }`
	);
	process.stdout.write( `\n${ lines.join( '\n' ) }\n` );
}

runCommandLine( async () => {
	const options = readDemoOptions( process.argv.slice( 2 ) );
	try {
		await demo( options );
		await endEverything();
	} catch ( error ) {
		if ( ! isEnding() ) {
			process.stderr.write( '\nThe demo failed. ' );
		}
		throw error;
	}
	// Said once nothing is left that could still fail.
	say( 'All of it happened.' );
} );
