import { expect, it } from 'vitest';
import { ordersOf } from './orders';
import { pricingOf } from './pricing';

const settings = ( decimals: string, atSubtotal: string ) =>
	pricingOf( [
		{
			option_name: 'woocommerce_price_num_decimals',
			option_value: decimals,
		},
		{
			option_name: 'woocommerce_tax_round_at_subtotal',
			option_value: atSubtotal,
		},
	] );

/** Goods at 97.5 and shipping at 332.5, with the taxes that WooCommerce stores for them. */
function bought( decimals: string, atSubtotal: string, ...taxes: string[] ) {
	const row = ( id: number, type: string, metas: Record< string, string > ) =>
		Object.entries( metas ).map( ( [ name, value ] ) => ( {
			...{ order_item_id: `${ id }`, order_id: '7' },
			...{ order_item_type: type, meta_key: name, meta_value: value },
		} ) );
	const [ ofGoods = '', ofShipping = '' ] = taxes;
	const { lines, extras } = ordersOf(
		[ { id: '7', type: 'shop_order', total_amount: '516' } ],
		[
			...row( 1, 'line_item', {
				...{ _line_total: '97.5', _line_tax: ofGoods },
				_line_tax_data: 'a:1:{s:5:"total";a:1:{i:1;s:4:"19.5";}}',
			} ),
			...row( 2, 'shipping', {
				...{ cost: '332.5', total_tax: ofShipping },
				taxes: 'a:1:{s:5:"total";a:1:{i:1;s:4:"66.5";}}',
			} ),
		],
		[],
		settings( decimals, atSubtotal )
	).get( 7 )!;
	return [ ...lines, ...extras ];
}

const grosses = ( ...all: Parameters< typeof bought > ) =>
	bought( ...all ).map( ( { gross } ) => gross );

it( 'adds a line up as WooCommerce did', () => {
	expect( grosses( '0', 'no', '19', '66' ) ).toEqual( [ 117, 398.5 ] );
	expect( grosses( '0', 'yes', '19.5', '66.5' ) ).toEqual( [ 117, 399 ] );
	expect( grosses( '2', 'no', '19.5', '66.5' ) ).toEqual( [ 117, 399 ] );
} );

it( 'knows net and VAT as they were before they were rounded', () => {
	expect(
		bought( '0', 'no', '19', '66' ).map( ( { net, tax } ) => [ net, tax ] )
	).toEqual( [
		[ 97.5, 19.5 ],
		[ 332.5, 66.5 ],
	] );
} );
