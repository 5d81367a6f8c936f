import type { ShopSession } from '../../env/shop-session';
import type { SorsControl } from '../../sors/client';
import { goods, placeOrder } from './checkout';
import { TWIN } from './looks';
import { bringInProducts, connect } from './shop';

const DATABASE = 'Prodavnica2026';

/** Products with a conflict among them, one order that went out, and one that was refused. */
export async function shopAtWork(
	session: ShopSession,
	sors: SorsControl
): Promise< { sent: number; refused: number } > {
	await connect( session );
	await sors.patch(
		[ { do: 'addItem', item: { code: '000101', name: TWIN } } ],
		DATABASE
	);
	await bringInProducts( session );
	const product = await goods( session );
	const sent = await placeOrder( session, product.id );
	const refused = await placeOrder( session, product.id );
	const { items } = ( await session.rest( 'GET', 'sors/v1/outbox' ) ) as {
		items: { id: number; orderId: number }[];
	};
	const send = async ( order: number ) => {
		const line = items.find( ( { orderId } ) => orderId === order );
		await session.rest( 'POST', `sors/v1/outbox/${ line?.id }/send` );
	};
	await send( sent );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: {
			kind: 'refuse',
			message: 'Kupac je blokiran zbog dospelih obaveza.',
		},
	} );
	await send( refused );
	return { sent, refused };
}
