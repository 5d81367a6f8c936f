/** What the shop's owner presses: where an entry waits for a decision, and what only does earlier what the plugin does by itself. */
import type { Books } from '../model/books';
import type { Entry } from '../model/shop';
import { kind, one, type Command, type Scene, type Share, post } from './kind';

/** Reasons for which the plugin offers no other try. */
const FOR_HANDS_ALONE = [
	'has_returns',
	'followed',
	'carried_over',
	'former_database',
	'not_ours',
	'not_from_here',
];

/** What a careful person presses, who has looked into SORS. */
function press( entry: Entry, choice: number, books: Books ): Command | null {
	const resolve = ( params: object ): Command =>
		post( `outbox/${ entry.id }/resolve`, params );
	if ( entry.issue !== null ) {
		const change = entry.issue === 'doubled' ? 'cancelOthers' : 'replace';
		return resolve( { as: choice < 0.2 ? 'accept' : change } );
	}
	if ( entry.error !== null && FOR_HANDS_ALONE.includes( entry.error ) ) {
		return entry.role === 'cancel' ? resolve( { as: 'accept' } ) : null;
	}
	if ( entry.state !== 'uncertain' ) {
		return post( `outbox/${ entry.id }/send` );
	}
	const found = books
		.database()
		.documents.find(
			( { externalReference, status } ) =>
				externalReference === entry.reference && status === 'open'
		);
	return found
		? resolve( {
				as: 'sent',
				documentId: found.id,
				documentNumber: found.number,
			} )
		: resolve( { as: 'resend' } );
}

/** Any of those that the plugin offers for it, which only the worker learns, as far as a person who has looked into SORS may press them. */
function pressOffered( entry: Entry, choice: Share, books: Books ): Command {
	const documents = books
		.databases()
		.flatMap( ( database ) => database.documents )
		.filter( ( { status } ) => status === 'open' );
	const found = documents.find(
		( { externalReference } ) => externalReference === entry.reference
	);
	const stands =
		entry.role === 'cancel' &&
		documents.some( ( { externalReference } ) =>
			new RegExp(
				`-${ entry.orderId }-[a-z\\d]+-sale-${ entry.revision }$`
			).test( externalReference ?? '' )
		);
	return {
		do: 'remedy',
		args: {
			entry: entry.id,
			choice,
			document:
				found && entry.reference
					? { documentId: found.id, documentNumber: found.number }
					: null,
			never: [
				found && entry.reference ? 'resend' : 'sent',
				// "It is cancelled in SORS".
				...( stands ? [ 'acknowledged' ] : [] ),
			],
		},
	};
}

const MOST_AT_ONCE = 5;

/** Sales on their way, of orders that are to be sent: the others a person would not choose. */
function dueSales( { state, options: { settings } }: Scene ): number[] {
	return state.entries.flatMap( ( { orderId, role, state: is } ) => {
		const order = state.orders.get( orderId );
		return role === 'sale' &&
			[ 'queued', 'waiting' ].includes( is ) &&
			order &&
			settings.exportStatuses.includes( order.status )
			? orderId
			: [];
	} );
}

export const buttons = {
	testConnection: kind( 2, 'The owner tests the connection', {
		talks: true,
		inShop: () => post( 'connection/test' ),
	} ),
	compareNow: kind( 2, 'The owner has orders compared with SORS now', {
		talks: true,
		inShop: () => post( 'reconciliation' ),
	} ),
	sendOrders: kind( 3, 'The owner sends several orders', {
		inShop: ( _what, scene ) => {
			const orderIds = [ ...new Set( dueSales( scene ) ) ].slice(
				0,
				MOST_AT_ONCE
			);
			return orderIds.length === 0
				? null
				: post( 'outbox/send', { orderIds } );
		},
	} ),
	button: kind( 8, 'The owner decides', {
		talks: true,
		draw: ( random ) => ( {
			entry: random(),
			choice: random(),
			anyOffered: random() < 0.4,
		} ),
		inShop: ( { entry, choice, anyOffered }, { state, books } ) => {
			const open = state.entries.filter(
				( each ) =>
					[ 'uncertain', 'rejected' ].includes( each.state ) ||
					each.issue !== null
			);
			// "Send now" is offered without need, too.
			const sendable = state.entries.filter(
				( each ) =>
					[ 'queued', 'waiting' ].includes( each.state ) ||
					( each.state === 'skipped' && each.role === 'sale' )
			);
			const chosen = one( choice < 0.8 ? open : sendable, entry );
			const presses = anyOffered ? pressOffered : press;
			return chosen ? presses( chosen, choice, books ) : null;
		},
	} ),
};
