/** What happens in the shop of the pictures before they are taken. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopSession } from '../env/shop-session';
import { leaveUncertain, sendAtOnce, sendRefused } from '../e2e/site/orders';
import { bringInProducts, DATABASE } from '../e2e/site/shop';
import { goBy } from '../e2e/site/time';
import type { SorsControl } from '../sors/client';
import { placeOrders, SOLD } from './orders';

export const DAY = 86_400;

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

/** One is sent, one refused, and of one the answer is lost. */
export async function ordersOfToday(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	const [ sent, refused, lost ] = await placeOrders( session, 3 );
	await sendAtOnce( session, sent! );
	await sendRefused( session, sors, refused! );
	await leaveUncertain( session, sors, { order: lost!, database: DATABASE } );
}

/** A difference that waits for a decision. */
export async function preview(
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
