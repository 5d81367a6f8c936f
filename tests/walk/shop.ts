/** What happens in the shop of the walk before it is looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import { postOrder } from '../../bin/demo/order';
import { readProducts } from '../../bin/demo/products';
import type { ShopSession } from '../env/shop-session';
import { leaveUncertain, sendAtOnce, sendRefused } from '../e2e/site/orders';
import { bringInProducts, DATABASE } from '../e2e/site/shop';
import { goBy } from '../e2e/site/time';
import type { SorsControl } from '../sors/client';

const DAY = 86_400;

const BUYERS = [
	[ 'Jelena', 'Đorđević', 'Bulevar kralja Aleksandra 73', 'Beograd' ],
	[ 'Milan', 'Šćepanović', 'Futoška 12', 'Novi Sad' ],
	[ 'Ana', 'Živković', 'Obrenovićeva 5', 'Niš' ],
	[ 'Petar', 'Čolić', 'Kneza Miloša 48', 'Kragujevac' ],
	[ 'Ivana', 'Lukić', 'Korzo 3', 'Subotica' ],
] as const;

/** "Metar na povlačenje 5 m": what a picture shows has a name, and a price, as in a shop. */
const SOLD = '000105';

let placed = 0;

/** This many orders, each of another buyer, as a shop's own code would make them. */
export async function placeOrders(
	session: ShopSession,
	count: number
): Promise< number[] > {
	const products = await readProducts( session );
	const product = products.find( ( { sku } ) => sku === SOLD )!;
	const ids: number[] = [];
	for ( let n = 0; n < count; n++ ) {
		const [ first, last, address, city ] =
			BUYERS[ placed++ % BUYERS.length ]!;
		const lines = { [ product.id ]: 1 + ( placed % 3 ) };
		ids.push(
			await postOrder( session, lines, {
				first_name: first,
				last_name: last,
				email: `kupac${ placed }@example.test`,
				address_1: address,
				city,
			} )
		);
	}
	return ids;
}

/** "Libela aluminijumska 60 cm": another stock of it waits in the end. */
const DIFFERS = '000106';

export async function stockUp( sors: SorsControl ): Promise< void > {
	await sors.patch(
		[
			{ do: 'setStock', code: SOLD, unit: '01', onHand: 120 },
			{ do: 'setStock', code: DIFFERS, unit: '01', onHand: 24 },
		],
		DATABASE
	);
}

/** Two items share a code, which needs attention. */
export async function shareCode( sors: SorsControl ): Promise< void > {
	await sors.patch(
		[ 'Lopata za sneg, drvena drška', 'Lopata za sneg, aluminijumska' ].map(
			( name ) => ( {
				do: 'addItem' as const,
				item: {
					code: '000301',
					name,
					group: 'Alat i oprema / Ručni alat',
					priceWithVat: 1190,
				},
				stock: { '01': 6 },
			} )
		),
		DATABASE
	);
}

/** Some came before orders were sent. */
export async function olderOrders( session: ShopSession ): Promise< void > {
	await placeOrders( session, 3 );
	// Those of the second in which sending begins are sent.
	await sleep( 1_100 );
	await session.rest( 'PUT', 'sors/v1/settings', { exportOrders: true } );
}

/** Orders go out and prices change, as they do. */
export async function threeWeeks(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	for ( const [ orders, days, prices ] of [
		[ 3, 9, { '000101': 1340, '000102': 459.9, '000103': 1649 } ],
		[ 2, 6, { '000101': 1290, '000102': 449.9 } ],
		[ 4, 4, { '000101': 1390, '000102': 469.9, '000103': 1599 } ],
		[ 2, 1, { '000101': 1290, '000102': 449.9 } ],
	] as const ) {
		for ( const id of await placeOrders( session, orders ) ) {
			await sendAtOnce( session, id );
		}
		await sors.patch(
			Object.entries( prices ).map( ( [ code, priceWithVat ] ) => ( {
				do: 'setPrice' as const,
				code,
				unit: '01',
				priceWithVat,
			} ) ),
			DATABASE
		);
		await bringInProducts( session );
		await goBy( days * DAY );
	}
}

/** Each comes to something else: sent, then cancelled, refused, or of unknown whereabouts. */
export async function ordersOfToday(
	session: ShopSession,
	sors: SorsControl
): Promise< Record< 'sent' | 'cancelled' | 'refused' | 'uncertain', number > > {
	const [ sent, cancelled, refused, uncertain ] = ( await placeOrders(
		session,
		4
	) ) as [ number, number, number, number ];
	await sendAtOnce( session, sent );
	await sendAtOnce( session, cancelled );
	await session.rest( 'PUT', `wc/v3/orders/${ cancelled }`, {
		status: 'cancelled',
	} );
	await sendRefused( session, sors, refused );
	await leaveUncertain( session, sors, {
		order: uncertain,
		database: DATABASE,
	} );
	return { sent, cancelled, refused, uncertain };
}

/** A difference that waits for a decision. */
export async function difference(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	await sors.patch(
		[
			{ do: 'setPrice', code: '000102', unit: '01', priceWithVat: 479.9 },
			{ do: 'setStock', code: DIFFERS, unit: '01', onHand: 9 },
		],
		DATABASE
	);
	let run = ( await session.rest( 'POST', 'sors/v1/runs', {
		kind: 'stock',
		mode: 'preview',
	} ) ) as { id: number; state: string };
	while ( [ 'queued', 'reading' ].includes( run.state ) ) {
		run = ( await session.rest(
			'POST',
			`sors/v1/runs/${ run.id }/step`
		) ) as typeof run;
	}
}
