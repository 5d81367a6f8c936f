/** Documents in SORS against the orders of the shop. */
import type { SorsDocument } from '../../sors/model/types';
import { referenceOf, type Reference } from '../model/reference';
import type { ShopState } from '../model/shop';

/** What it says of an order of this shop; null where it is another's. */
export function ownDocument(
	document: SorsDocument,
	storeId: string
): Reference | null {
	const reference = referenceOf( document );
	return reference?.storeId === storeId ? reference : null;
}

/** Open documents of each order, and those with these ids. */
export function openDocuments(
	documents: readonly SorsDocument[],
	storeId: string,
	role: 'sale' | 'return',
	alsoIds: ReadonlySet< string > = new Set()
): Map< number, SorsDocument[] > {
	const found = new Map< number, SorsDocument[] >();
	for ( const document of documents ) {
		const own = ownDocument( document, storeId );
		if (
			own?.role === role &&
			( document.status === 'open' || alsoIds.has( document.id ) )
		) {
			found.set( own.orderId, [
				...( found.get( own.orderId ) ?? [] ),
				document,
			] );
		}
	}
	return found;
}

/** Whether something made from it, by whatever way, took its goods off stock. */
export const goodsLeft = (
	{ id }: SorsDocument,
	documents: readonly SorsDocument[]
): boolean =>
	documents.some(
		( made ) =>
			made.sourceDocumentId === id &&
			( made.effect.onHand < 0 || goodsLeft( made, documents ) )
	);

/** What no moment may show: a doubled document, or a foreign one that was touched. */
export function atAnyMoment(
	documents: readonly SorsDocument[],
	state: ShopState,
	cancelledByHand: ReadonlySet< string >
): string[] {
	const wrong: string[] = [];
	for ( const [ orderId, open ] of openDocuments(
		documents,
		state.storeId,
		'sale'
	) ) {
		if ( open.length > 1 ) {
			wrong.push(
				`order ${ orderId } has ${ open.length } open documents: ${ open.map( ( { number, externalReference } ) => `${ number } (${ externalReference })` ).join( ', ' ) }`
			);
		}
	}
	for ( const document of documents ) {
		if (
			document.number.startsWith( 'HAND-' ) &&
			document.status !== 'open' &&
			! cancelledByHand.has( document.id )
		) {
			wrong.push(
				`the foreign document ${ document.number } was cancelled`
			);
		}
	}
	return wrong;
}
