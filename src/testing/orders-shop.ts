import { screen, within } from '@testing-library/react';
import type { OutboxEntry } from '../contract/rest/outbox';
import { rowOf } from './samples';
import { shop } from './shop';

export const rejected = rowOf( {
	id: 8,
	orderId: 1043,
	orderNumber: '1043',
	state: 'rejected',
	documentId: null,
	documentNumber: null,
	lastError: { code: 'item_unknown', message: 'Artikal 4011 ne postoji.' },
	remedies: [
		{ as: 'send', label: 'Send again' },
		{ as: 'sent', label: 'It is this document' },
		{ as: 'acknowledged', label: 'SORS has it already' },
	],
} );
export const uncertain = rowOf( {
	id: 9,
	orderId: 1044,
	orderNumber: '1044',
	state: 'uncertain',
	documentId: null,
	documentNumber: null,
	remedies: [
		{ as: 'resend', label: 'It is not there: send again' },
		{ as: 'sent', label: 'It is this document' },
		{ as: 'acknowledged', label: 'SORS has it already' },
	],
} );

/** A shop with these rows, filtered as the real one does. */
export function shopWith(
	rows: OutboxEntry[],
	routes: Parameters< typeof shop >[ 0 ] = {}
) {
	return shop( {
		'GET outbox': ( { query } ) => {
			const state = query.get( 'state' );
			const items = rows.filter(
				( row ) => ! state || row.state === state
			);
			return { items, total: items.length };
		},
		'GET outbox/{id}': ( { id } ) => ( {
			...rows.find( ( row ) => row.id === id ),
			body: '{"total":4990}',
			history: [
				{
					at: '2026-11-24T14:55:00Z',
					event: 'sent',
					message: 'SORS answered.',
					by: null,
				},
				{
					at: '2026-11-24T15:10:00Z',
					event: 'decided',
					message: 'Queued again by hand.',
					by: 'Ana Anić',
				},
			],
		} ),
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
