/** What the owner did with products by hand, which no run may undo. */
import type { Article } from './articles';
import type { Settings } from './options';
import type { Product } from './shop';

export class Hands {
	/** Codes whose products were deleted for good: they stay deleted. */
	private readonly deleted = new Set< string >();
	/** Those that were wanted back: whether a run had noticed by then that they were deleted, only the shop knows. */
	private readonly wanted = new Set< string >();
	/** Code -> the name that the owner wrote, while names are the owner's. */
	private readonly named = new Map< string, string >();

	names( code: string, name: string ): void {
		this.named.set( code, name );
	}

	wantsBack(): void {
		this.deleted.forEach( ( code ) => this.wanted.add( code ) );
		this.deleted.clear();
	}

	/** Codes that need no product. */
	withoutProduct(): Set< string > {
		return new Set( [ ...this.deleted, ...this.wanted ] );
	}

	/** A backup has other products. */
	forget(): void {
		this.deleted.clear();
		this.wanted.clear();
		this.named.clear();
	}

	/** Answers the codes of products that came back unasked. */
	see(
		before: readonly Product[],
		now: readonly Product[],
		{ fields }: Settings
	): string[] {
		if ( fields.name === 'always' ) {
			this.named.clear();
		}
		const codes = new Set( now.map( ( { code } ) => code ) );
		for ( const { code } of before ) {
			if ( ! codes.has( code ) ) {
				this.deleted.add( code );
				this.named.delete( code );
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
		return articles.flatMap( ( { code, name } ) => {
			const own = this.named.get( code ) ?? name;
			return own === name
				? []
				: [
						`${ code } was called “${ own }” by the owner, and is called “${ name }”`,
					];
		} );
	}
}
