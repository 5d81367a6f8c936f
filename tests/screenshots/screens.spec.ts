import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ShopSession } from '../env/shop-session';
import { bringInProducts, connect, KEY, test } from '../e2e/site/shop';
import { placeOrders } from './orders';
import { installSerbian, removeSerbian, take } from './shots';

const DAY = 86_400;
const DATABASE = 'Prodavnica2026';

const run = promisify( execFile );

/** For orders and runs; what is due afterwards is done. */
async function goBy( seconds: number ): Promise< void > {
	await run( 'php', [
		fileURLToPath( new URL( 'days-go-by.php', import.meta.url ) ),
		String( seconds ),
	] );
}

type Row = { id: number; orderId: number; state: string };

async function rowOf( session: ShopSession, orderId: number ): Promise< Row > {
	const { items } = ( await session.rest(
		'GET',
		`sors/v1/outbox?search=${ orderId }`
	) ) as { items: Row[] };
	const row = items.find( ( item ) => item.orderId === orderId );
	test.expect( row ).toBeDefined();
	return row!;
}

async function send( session: ShopSession, orderId: number ): Promise< void > {
	const row = await rowOf( session, orderId );
	await session.rest( 'POST', `sors/v1/outbox/${ row.id }/send` );
}

test.beforeAll( installSerbian );
test.afterAll( removeSerbian );

test( 'the first run, step by step', async ( { office, session } ) => {
	test.setTimeout( 600_000 );
	await take( office, session, {
		name: 'first-run-key',
		at: 'connect',
		phone: true,
	} );
	await session.rest( 'PUT', 'sors/v1/settings/api-key', { apiKey: KEY } );
	await take( office, session, {
		name: 'first-run-database',
		at: 'connect',
	} );
	await session.rest( 'PUT', 'sors/v1/settings', { database: DATABASE } );
	await take( office, session, { name: 'first-run-units', at: 'connect' } );
	const { items: units } = ( await session.rest(
		'GET',
		'sors/v1/business-units'
	) ) as { items: { id: string }[] };
	await session.rest( 'PUT', 'sors/v1/settings', {
		businessUnitIds: [ units[ 0 ]?.id, units[ 1 ]?.id ],
	} );
	await take( office, session, { name: 'first-run-figures', at: 'connect' } );
} );

test( 'a shop at work', async ( { office, session, sors } ) => {
	test.setTimeout( 900_000 );
	await connect( session );
	await bringInProducts( session );
	for ( const [ orders, days ] of [
		[ 3, 9 ],
		[ 2, 6 ],
		[ 4, 4 ],
		[ 2, 1 ],
	] as const ) {
		for ( const id of await placeOrders( session, orders ) ) {
			await send( session, id );
		}
		await sors.patch(
			[
				{
					do: 'setPrice',
					code: '000101',
					unit: '01',
					priceWithVat: 189.9 + days,
				},
			],
			DATABASE
		);
		await bringInProducts( session );
		await goBy( days * DAY );
	}

	const [ sent, refused, uncertain ] = await placeOrders( session, 4 );
	await send( session, sent! );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: {
			kind: 'refuse',
			message: 'Kupac je blokiran zbog dospelih obaveza.',
		},
	} );
	await send( session, refused! );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: { kind: 'cut', when: 'after' },
	} );
	await send( session, uncertain! );
	const made = ( await sors.documents( DATABASE ) ).at( -1 )!;
	await sors.patch(
		[
			{
				do: 'setDocument',
				number: made.number,
				set: { total: made.total + 100 },
			},
		],
		DATABASE
	);
	await goBy( 1800 );

	await take( office, session, {
		name: 'overview',
		at: 'overview',
		phone: true,
	} );
	await take( office, session, {
		name: 'orders',
		at: 'orders',
		phone: true,
	} );
	await take( office, session, {
		name: 'products',
		at: 'products',
		phone: true,
	} );
	await take( office, session, {
		name: 'settings',
		at: 'settings',
		phone: true,
	} );
} );
