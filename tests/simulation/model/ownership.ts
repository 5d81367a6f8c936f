/**
 * Whose document each one in SORS is: the shop's present orders', those of orders that a restored backup lost, or
 * another shop's. A reference alone does not tell: ids of orders are given again, and the shop's id changes.
 */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import { referenceOf } from './reference';

export class Ownership {
	/** Present id of the shop, and those that it had before. */
	private own: string[] = [];
	/** Of the shop that this one is a copy of. */
	private readonly originals = new Set< string >();
	/** By database and id: their orders are gone with what a backup did not have. */
	private readonly lost = new Set< string >();
	private readonly cancelledOriginals = new Set< string >();

	see( storeId: string ): void {
		if ( storeId !== '' && this.own.at( -1 ) !== storeId ) {
			this.own.push( storeId );
			// A backup of before the copy was made is the original.
			this.originals.delete( storeId );
		}
	}

	/** All orders but these are no longer in the shop, nor is what it knew of them, or of later refunds; their ids will be used again. */
	loseAllBut(
		databases: readonly SorsDatabase[],
		orders: ReadonlyMap< number, { refunds: readonly { id: number }[] } >,
		/** Ids and references in the shop's entries. */
		known: ReadonlySet< string | null >
	): void {
		this.each( databases, ( database, document, store, id ) => {
			const order = orders.get( id );
			const refundId = referenceOf( document )?.refundId ?? 0;
			const hasRefund =
				refundId === 0 ||
				isKnown( known, document ) ||
				order?.refunds.some( ( each ) => each.id === refundId );
			if ( this.own.includes( store ) && ! ( order && hasRefund ) ) {
				this.lost.add( key( database, document ) );
			}
		} );
	}

	/** From now on this shop is another one than that which made the documents so far. */
	becomeCopy( databases: readonly SorsDatabase[] ): void {
		this.own.forEach( ( id ) => this.originals.add( id ) );
		this.own = [];
		this.each( databases, ( database, document, store ) => {
			if (
				this.originals.has( store ) &&
				document.status === 'cancelled'
			) {
				this.cancelledOriginals.add( key( database, document ) );
			}
		} );
	}

	/** Documents of the original that the copy cancelled. */
	touched(
		databases: readonly SorsDatabase[],
		byHand: ReadonlySet< string >
	): string[] {
		const touched: string[] = [];
		this.each( databases, ( database, document, store ) => {
			if (
				this.originals.has( store ) &&
				document.status === 'cancelled' &&
				! byHand.has( document.id ) &&
				! this.cancelledOriginals.has( key( database, document ) )
			) {
				touched.push(
					`the original's document ${ document.number } was cancelled`
				);
			}
		} );
		return touched;
	}

	/** Documents as if the shop had always had its present id; the others carry no reference of it. */
	documents( database: SorsDatabase, withOriginals = false ): SorsDocument[] {
		const present = this.own.at( -1 ) ?? '';
		return database.documents.map( ( document ) => {
			const reference = referenceOf( document );
			if ( ! reference ) {
				return document;
			}
			const { storeId, orderId, rest } = reference;
			const isOurs =
				( this.own.includes( storeId ) ||
					( withOriginals && this.originals.has( storeId ) ) ) &&
				! this.lost.has( key( database, document ) );
			return isOurs && storeId === present
				? document
				: {
						...document,
						externalReference: isOurs
							? `${ present }-${ orderId }-${ rest }`
							: null,
					};
		} );
	}

	private each(
		databases: readonly SorsDatabase[],
		call: (
			database: SorsDatabase,
			document: SorsDocument,
			store: string,
			order: number
		) => void
	): void {
		for ( const database of databases ) {
			for ( const document of database.documents ) {
				const { storeId = '', orderId = NaN } =
					referenceOf( document ) ?? {};
				call( database, document, storeId, orderId );
			}
		}
	}
}

const isKnown = (
	known: ReadonlySet< string | null >,
	{ id, externalReference }: SorsDocument
): boolean => known.has( id ) || known.has( externalReference );

const key = ( database: SorsDatabase, { id }: SorsDocument ): string =>
	`${ database.name } ${ id }`;
