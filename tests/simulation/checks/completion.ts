/** Orders that were completed by what SORS says, against what it says. */
import type { SorsDocument } from '../../sors/model/types';
import { referenceOf } from '../model/reference';
import type { Entry, ShopState } from '../model/shop';

/** All goods left these when they were made, whatever is said of them later. The books of a simulation lower stock by invoices. */
const HANDED = [ 'deliveryNote', 'invoiceDeliveryNote', 'invoice' ];

const NEVER_FROM = [ 'cancelled', 'trash', 'refunded', 'failed' ];

/** A delivery note and an invoice may be over the same part. */
function isCovered(
	{ id, total }: SorsDocument,
	all: readonly SorsDocument[]
): boolean {
	const made = all.filter(
		( { sourceDocumentId, status, kind, fulfilled } ) =>
			sourceDocumentId === id &&
			status === 'open' &&
			kind !== 'return' &&
			fulfilled === true
	);
	return HANDED.some( ( each ) => {
		const sums = made.filter( ( { kind } ) => kind === each );
		return (
			sums.length > 0 &&
			sums.reduce( ( sum, one ) => sum + one.total, 0 ) > total - 0.011
		);
	} );
}

const haveLeft = (
	document: SorsDocument,
	all: readonly SorsDocument[]
): boolean =>
	( document.fulfilled === true && ! HANDED.includes( document.kind ) ) ||
	( document.fulfilled !== false && isCovered( document, all ) );

/** Another document of its order that was made meanwhile. */
const startedBy = (
	{ orderId, documentId }: Entry,
	all: readonly ( readonly [ string, SorsDocument ] )[],
	seen: ReadonlySet< string >
): SorsDocument | undefined =>
	all.find( ( [ key, document ] ) => {
		const own = referenceOf( document );
		return (
			! seen.has( key ) &&
			own?.role === 'sale' &&
			own.orderId === orderId &&
			document.id !== documentId
		);
	} )?.[ 1 ];

/** Of what was completed since the last event. */
export function completion(
	before: ShopState,
	now: ShopState,
	/** Of all databases: by database and id. */
	documents: ReadonlyMap< string, SorsDocument >,
	/** Keys of those that were there before. */
	seen: ReadonlySet< string >
): string[] {
	const known = new Map(
		before.entries.map( ( entry ) => [ entry.id, entry ] )
	);
	const all = [ ...documents ];
	return now.entries.flatMap( ( entry ) => {
		const is = now.orders.get( entry.orderId );
		const isNew =
			entry.isCompletion && known.get( entry.id )?.isCompletion === false;
		if ( ! isNew || is?.status !== 'completed' ) {
			return [];
		}
		const document = documents.get(
			`${ entry.database } ${ entry.documentId }`
		);
		const was = before.orders.get( entry.orderId )?.status ?? '';
		const others = all
			.filter( ( [ key ] ) => key.startsWith( `${ entry.database } ` ) )
			.map( ( [ , each ] ) => each );
		const sent = startedBy( entry, all, seen );
		return [
			...( document && haveLeft( document, others )
				? []
				: [
						`order ${ entry.orderId } was completed, and SORS does not say that all goods of ${ document?.number } left`,
					] ),
			...( NEVER_FROM.includes( was )
				? [ `order ${ entry.orderId } was ${ was } and was completed` ]
				: [] ),
			...( sent
				? [
						`order ${ entry.orderId } was completed, and ${ sent.number } was sent because of it`,
					]
				: [] ),
		];
	} );
}
