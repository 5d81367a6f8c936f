/**
 * Whose document each one in SORS is: the shop's present orders', those of orders that a restored backup lost, or
 * another shop's. A reference alone does not tell: ids of orders are given again, and the shop's id changes.
 */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';

const REFERENCE = /^(.+?)-(\d+)-((?:sale|return)(?:-\d+)?-\d+)$/;

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

	/** All orders but these are no longer in the shop, nor is what it knew of them; their ids will be used again. */
	loseAllBut(
		databases: readonly SorsDatabase[],
		orders: ReadonlyMap< number, unknown >
	): void {
		this.each( databases, ( database, document, store, order ) => {
			if ( this.own.includes( store ) && ! orders.has( order ) ) {
				this.lost.add( key( database, document ) );
			}
		} );
	}

	/** The shop said of all that it does not know that it belongs to none of its orders: whoever sends one of them now was told. */
	leave(
		databases: readonly SorsDatabase[],
		known: ReadonlySet< string | null >
	): void {
		this.each( databases, ( database, document, store ) => {
			if (
				this.own.includes( store ) &&
				! known.has( document.id ) &&
				! known.has( document.externalReference )
			) {
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
			const [ , store = '', order, rest ] =
				REFERENCE.exec( document.externalReference ?? '' ) ?? [];
			const isOurs =
				( this.own.includes( store ) ||
					( withOriginals && this.originals.has( store ) ) ) &&
				! this.lost.has( key( database, document ) );
			return store === '' || ( isOurs && store === present )
				? document
				: {
						...document,
						externalReference: isOurs
							? `${ present }-${ order }-${ rest }`
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
				const [ , store = '', order ] =
					REFERENCE.exec( document.externalReference ?? '' ) ?? [];
				call( database, document, store, Number( order ) );
			}
		}
	}
}

const key = ( database: SorsDatabase, { id }: SorsDocument ): string =>
	`${ database.name } ${ id }`;
