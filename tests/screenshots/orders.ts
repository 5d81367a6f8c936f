import type { ShopSession } from '../env/shop-session';
import { goods } from '../e2e/site/checkout';

export const BUYERS = [
	[ 'Jelena', 'Đorđević', 'Bulevar kralja Aleksandra 73', 'Beograd' ],
	[ 'Milan', 'Šćepanović', 'Futoška 12', 'Novi Sad' ],
	[ 'Ana', 'Živković', 'Obrenovićeva 5', 'Niš' ],
	[ 'Petar', 'Čolić', 'Kneza Miloša 48', 'Kragujevac' ],
	[ 'Ivana', 'Lukić', 'Korzo 3', 'Subotica' ],
] as const;

let placed = 0;

/** This many orders, each of another buyer, as a shop's own code would make them. */
export async function placeOrders(
	session: ShopSession,
	count: number
): Promise< number[] > {
	const product = await goods( session );
	const ids: number[] = [];
	for ( let n = 0; n < count; n++ ) {
		const [ first, last, address, city ] =
			BUYERS[ placed++ % BUYERS.length ]!;
		const { order_id: id } = ( await session.rest(
			'POST',
			'test-site/v1/orders',
			{
				lines: { [ product.id ]: 1 },
				address: {
					first_name: first,
					last_name: last,
					email: `kupac${ placed }@example.test`,
					address_1: address,
					city,
					postcode: '11000',
					country: 'RS',
					phone: '0641234567',
				},
			}
		) ) as { order_id: number };
		ids.push( id );
	}
	return ids;
}
