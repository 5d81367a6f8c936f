import type { ShopSession } from '../../env/shop-session';
import type { SorsControl } from '../../sors/client';
import { placeOrder } from './checkout';
import { TWIN } from './stations';
import { sendAtOnce, sendRefused } from './orders';
import { bringInProducts, connect, DATABASE } from './shop';

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
	const sent = await placeOrder( session );
	const refused = await placeOrder( session );
	await sendAtOnce( session, sent );
	await sendRefused( session, sors, refused );
	return { sent, refused };
}
