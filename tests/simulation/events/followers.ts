/** What SORS makes from our documents. */
import { pick, type Random } from '../../sors/assortment/random';
import { effectFrom, move } from '../../sors/ledger/movements';
import type { SorsDocument } from '../../sors/model/types';
import { goodsLeft, ownDocument } from '../checks/documents';
import { kind, one, type Scene, type Share } from './kind';

const aDocument = ( random: Random ): { document: Share } => ( {
	document: random(),
} );

/** While a year is being closed nobody makes anything of its documents. */
function ours(
	{ document }: { document: Share },
	{ state, books }: Scene
): SorsDocument | undefined {
	const sales = books
		.database()
		.documents.filter(
			( each ) =>
				each.status === 'open' &&
				ownDocument( each, state.storeId )?.role === 'sale'
		);
	return books.next() ? undefined : one( sales, document );
}

export const followers = {
	follow: kind( 3, 'Another document is made from one of ours', {
		draw: ( random ) => {
			const drawn = {
				...aDocument( random ),
				as: pick( random, [
					'deliveryNote',
					'invoiceDeliveryNote',
					'invoice',
				] as const ),
				part: pick( random, [ 1, 1, 0.5 ] ),
			};
			const share = random();
			return {
				...drawn,
				/** Our reference. */
				carriesOn: ( share * 100 ) % 1 < 0.5,
				/** From what was made from it last, where there is such a document. */
				further: ( share * 10000 ) % 1 < 0.5,
			};
		},
		atSors: ( { as, part, carriesOn, further, ...which }, scene ) => {
			const own = ours( which, scene );
			if ( ! own ) {
				return null;
			}
			const database = scene.books.database();
			const source =
				( further &&
					database.documents.findLast(
						( { sourceDocumentId, number } ) =>
							sourceDocumentId === own.id &&
							number.startsWith( 'HAND-' )
					) ) ||
				own;
			const made: SorsDocument = {
				...structuredClone( source ),
				id: String( database.nextId++ ),
				number: `HAND-${ database.documents.length + 1 }`,
				kind: as,
				externalReference: carriesOn ? own.externalReference : null,
				sourceDocumentId: source.id,
				total: Math.round( source.total * part * 100 ) / 100,
				// The goods of an invoice leave once.
				effect: effectFrom(
					goodsLeft( own, database.documents )
						? 'deliveryNote'
						: own.kind,
					as
				),
				createdAt: scene.books.now(),
			};
			database.documents.push( made );
			move( database, made, 1, scene.books.moment() );
			return `${ made.number } (${ as }, ${ made.total }) from ${ source.number }`;
		},
	} ),
};
