/** What buyers do. */
import { between, pick, type Random } from '../../sors/assortment/random';
import { kind, one, type Command, type Scene } from './kind';
import { STATUSES } from './staff';

function basket( random: Random ) {
	return {
		lines: Array.from( { length: between( random, 1, 3 ) }, () => ( {
			item: random(),
			quantity: between( random, 1, 4 ),
		} ) ),
		shipping: random() < 0.5 ? 0 : 350,
		fee: random() < 0.8 ? 0 : 100,
		buyer: between( random, 1, 5 ),
		status: random() < 0.75 ? 'processing' : pick( random, STATUSES ),
	};
}

const buys =
	( way: 'order' | 'checkout' ) =>
	(
		{ lines, buyer, shipping, fee, status }: ReturnType< typeof basket >,
		{ state }: Scene
	): Command | null => {
		const goods = state.products.filter(
			( { code } ) => ! code.startsWith( 'USL-' )
		);
		const wanted = lines.flatMap( ( { item, quantity } ) => {
			const product = one( goods, item );
			return product ? [ { code: product.code, quantity } ] : [];
		} );
		return wanted.length === 0
			? null
			: {
					do: way,
					args: {
						...{ lines: wanted, shipping, fee, status },
						email: `kupac${ buyer }@example.test`,
						payment: 'cod',
					},
				};
	};

export const buyers = {
	order: kind( {
		weight: 22,
		words: 'An order is made',
		draw: basket,
		inShop: buys( 'order' ),
	} ),
	checkout: kind( {
		weight: 5,
		words: 'A buyer pays at the checkout block',
		draw: basket,
		inShop: buys( 'checkout' ),
	} ),
};
