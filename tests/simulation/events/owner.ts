/** What the shop's owner does in the plugin's screens. */
import { pick } from '../../sors/assortment/random';
import type { Books } from '../model/books';
import type { Entry } from '../model/shop';
import { kind, one, type Command } from './kind';

export const DOCUMENT_KINDS = [
	'reservation',
	'reservation',
	'deliveryNote',
	'invoiceDeliveryNote',
] as const;

/** What a careful person presses, who has looked into SORS. */
function press( entry: Entry, choice: number, books: Books ): Command {
	const resolve = ( params: object ): Command => ( {
		do: 'rest',
		args: { method: 'POST', route: `outbox/${ entry.id }/resolve`, params },
	} );
	if ( entry.issue !== null ) {
		const change = entry.issue === 'doubled' ? 'cancelOthers' : 'replace';
		return resolve( { as: choice < 0.2 ? 'accept' : change } );
	}
	if ( entry.state === 'rejected' ) {
		return {
			do: 'rest',
			args: { method: 'POST', route: `outbox/${ entry.id }/send` },
		};
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

export const owner = {
	button: kind( {
		weight: 6,
		words: 'The owner decides',
		talks: true,
		draw: ( random ) => ( { entry: random(), choice: random() } ),
		inShop: ( { entry, choice }, { state, books } ) => {
			const open = state.entries.filter(
				( each ) =>
					[ 'uncertain', 'rejected' ].includes( each.state ) ||
					each.issue !== null
			);
			const chosen = one( open, entry );
			return chosen ? press( chosen, choice, books ) : null;
		},
	} ),
	sync: kind( {
		weight: 6,
		words: 'A run',
		talks: true,
		draw: ( random ) => ( {
			kind: random() < 0.85 ? 'stock' : 'catalog',
		} ),
		inShop: ( { kind: which } ) => ( {
			do: 'sync',
			args: { kind: which },
		} ),
	} ),
	setting: kind( {
		weight: 1,
		words: 'The owner changes the kind of document',
		draw: ( random ) => ( { kind: pick( random, DOCUMENT_KINDS ) } ),
		inShop: ( { kind: documentKind } ) => ( {
			do: 'rest',
			args: {
				method: 'PUT',
				route: 'settings',
				params: { documentKind },
			},
		} ),
	} ),
};
