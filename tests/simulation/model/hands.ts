/** What the owner did with products by hand, which no run may undo. */
import type { Outcome } from '../controller/schedule';
import type { Article } from './articles';
import type { Settings } from './options';
import type { Product } from './shop';

export interface Edit {
	code: string;
	name: string;
	description: string;
	category: string;
}

/** Category and picture stay whatever the settings say: SORS' are put beside them. */
type Written = Omit< Edit, 'code' > & { picture: number };

export class Hands {
	/** Codes whose products were deleted for good: they stay deleted. */
	private readonly deleted = new Set< string >();
	/** Those that were wanted back: whether a run had noticed by then that they were deleted, only the shop knows. */
	private readonly wanted = new Set< string >();
	/** Code -> what the owner wrote, as far as it is the owner's. */
	private readonly written = new Map< string, Partial< Written > >();

	/** What came of an edit; after one that broke off, nobody knows what was written. */
	hears( { code, ...texts }: Edit, outcome: Outcome | undefined ): void {
		if ( outcome?.ok ) {
			const own = outcome.result as Pick<
				Written,
				'picture' | 'category'
			>;
			const before = this.written.get( code )?.category ?? '';
			this.written.set( code, {
				...{ ...texts, ...own },
				// One that it was in may be SORS'.
				category: own.category || before,
			} );
		} else {
			this.written.delete( code );
		}
	}

	/** New items that the owner does not want: of one that broke off nobody knows which. */
	leavesOut( codes: readonly string[], isSure: boolean ): void {
		const set = isSure ? this.deleted : this.wanted;
		codes.forEach( ( code ) => set.add( code ) );
	}

	/** An unlinked item whose product is gone may be a new one now. */
	mayComeBack( code: string ): void {
		if ( this.deleted.delete( code ) ) {
			this.wanted.add( code );
		}
	}

	wantsBack(): void {
		this.deleted.forEach( ( code ) => this.wanted.add( code ) );
		this.deleted.clear();
	}

	/** Codes that need no product. */
	withoutProduct(): Set< string > {
		return new Set( [ ...this.deleted, ...this.wanted ] );
	}

	/** A backup was put back: whether what it lacks was deleted before it or came after it, only the shop knows. */
	restored( before: readonly Product[], now: readonly Product[] ): void {
		const codes = new Set( now.map( ( { code } ) => code ) );
		this.wantsBack();
		before.forEach( ( { code } ) => this.wanted.add( code ) );
		codes.forEach( ( code ) => this.wanted.delete( code ) );
		this.written.clear();
	}

	/** Answers the codes of products that came back unasked. */
	see(
		before: readonly Product[],
		now: readonly Product[],
		{ fields }: Settings
	): string[] {
		for ( const each of this.written.values() ) {
			for ( const text of [ 'name', 'description' ] as const ) {
				if ( fields[ text ] === 'always' ) {
					delete each[ text ];
				}
			}
		}
		const codes = new Set( now.map( ( { code } ) => code ) );
		for ( const { code } of before ) {
			if ( ! codes.has( code ) ) {
				this.deleted.add( code );
				this.written.delete( code );
			}
		}
		codes.forEach( ( code ) => this.wanted.delete( code ) );
		return [ ...codes ]
			.filter( ( code ) => this.deleted.delete( code ) )
			.map(
				( code ) =>
					`${ code } came back, although its product was deleted`
			);
	}

	/** What the owner wrote and something else overwrote. */
	overwritten( articles: readonly Article[] ): string[] {
		return articles.flatMap( ( article ) => {
			const { code, categories, pictures } = article;
			const own = this.written.get( code );
			const wrong: string[] = [];
			for ( const text of [ 'name', 'description' ] as const ) {
				if (
					own &&
					( own[ text ] ?? article[ text ] ) !== article[ text ]
				) {
					wrong.push(
						`${ code } has the ${ text } “${ article[ text ] }”, and the owner wrote “${ own[ text ] }”`
					);
				}
			}
			if ( own?.category && ! categories.includes( own.category ) ) {
				wrong.push( `${ code } lost the owner’s category` );
			}
			if ( own?.picture && ! pictures.includes( own.picture ) ) {
				wrong.push( `${ code } lost the owner’s picture` );
			}
			return wrong;
		} );
	}
}
