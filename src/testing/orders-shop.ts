import { screen, within } from '@testing-library/react';
import type {
	Ask,
	AskButton,
	OrderDetails,
	OrderLine,
} from '../contract/rest/orders';
import { lineOf, orderOf, overviewOf, rowOf, settingsOf } from './samples';
import { shop } from './shop';

export const buttonOf = ( parts: Partial< AskButton > ): AskButton => ( {
	as: 'send',
	label: 'Send now',
	hint: null,
	confirm: null,
	document: null,
	...parts,
} );

export const askOf = (
	{ entryId, role }: OrderLine,
	...buttons: Partial< AskButton >[]
): Ask => ( {
	entryId,
	role,
	about: 'Reservation REZ-88/2026',
	problem: null,
	buttons: buttons.map( buttonOf ),
} );

export const rejected = lineOf( {
	id: 1043,
	number: '1043',
	state: 'rejected',
	label: 'Refused',
	document: null,
	why: 'Artikal 4011 ne postoji.',
	entryId: 8,
	sendable: true,
} );
export const uncertain = lineOf( {
	id: 1044,
	number: '1044',
	state: 'uncertain',
	label: 'Uncertain',
	document: null,
	why: 'SORS shows another.',
	entryId: 9,
} );

/** A shop with these orders, filtered as the real one does. */
export function shopWith(
	orders: ( OrderLine | OrderDetails )[],
	routes: Parameters< typeof shop >[ 0 ] = {}
) {
	const lines = orders.map( ( order ) => {
		const { story, asks, documents, events, refunded, ...line } =
			orderOf( order );
		return line;
	} );
	return shop( {
		'GET settings': () => settingsOf( { exportOrders: true } ),
		'GET overview': () => overviewOf(),
		'GET orders': ( { query } ) => {
			const state = query.get( 'state' );
			const items = lines.filter(
				( line ) => ! state || line.state === state
			);
			return { items, total: items.length, needing: 2 };
		},
		'GET orders/{id}': ( { id } ) =>
			orderOf( orders.find( ( order ) => order.id === id ) ),
		'POST outbox/{id}/send': () => rowOf(),
		'POST outbox/{id}/resolve': () => rowOf(),
		'GET orders/{id}/debt': () => ( {
			customerName: 'Jelena Đorđević',
			balance: '12500.00',
			overdue: null,
			currency: 'RSD',
			asOf: null,
		} ),
		...routes,
	} );
}

export const line = ( order: string ) =>
	screen.findByRole( 'row', { name: new RegExp( order ) } );
export const inLine = async ( order: string, button: string ) =>
	within( await line( order ) ).getByRole( 'button', { name: button } );
export const panel = () => within( screen.getByRole( 'complementary' ) );
