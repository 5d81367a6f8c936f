import type { ShopSession } from '../env/shop-session';

export const BUYERS = [
	[ 'Jelena', 'Đorđević', 'Bulevar kralja Aleksandra 73', 'Beograd' ],
	[ 'Milan', 'Šćepanović', 'Futoška 12', 'Novi Sad' ],
	[ 'Ana', 'Živković', 'Obrenovićeva 5', 'Niš' ],
	[ 'Petar', 'Čolić', 'Kneza Miloša 48', 'Kragujevac' ],
	[ 'Ivana', 'Lukić', 'Korzo 3', 'Subotica' ],
] as const;

/** "Metar na povlačenje 5 m": what a picture shows has a name, and a price, as in a shop. */
export const SOLD = '000105';

let placed = 0;

/** This many orders, each of another buyer, as a shop's own code would make them. */
export async function placeOrders(
	session: ShopSession,
	count: number
): Promise< number[] > {
	const products = ( await session.rest(
		'GET',
		'test-site/v1/products'
	) ) as { id: number; sku: string }[];
	const product = products.find( ( { sku } ) => sku === SOLD )!;
	const ids: number[] = [];
	for ( let n = 0; n < count; n++ ) {
		const [ first, last, address, city ] =
			BUYERS[ placed++ % BUYERS.length ]!;
		const { order_id: id } = ( await session.rest(
			'POST',
			'test-site/v1/orders',
			{
				lines: { [ product.id ]: 1 + ( placed % 3 ) },
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
