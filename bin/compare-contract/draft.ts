/** A contract on its way from assumed to known, with what is doubtful in it. */
import { sorsContract } from '../../src/contract/sors/contract';
import type { SorsContract } from '../../src/contract/sors/contract';
import { isObject } from '../../tests/sors/wire/paths';
import type { JsonObject } from '../../tests/sors/wire/paths';

export class Draft {
	/** Place in the file => what is to be looked at there. */
	readonly doubts: Record< string, string > = {};
	private file: JsonObject;

	/** @param source As it stands in the file, which it is to look like afterwards. */
	constructor( source: JsonObject ) {
		this.file = structuredClone( source );
	}

	get contract(): SorsContract {
		return sorsContract.parse( this.file );
	}

	toJson(): JsonObject {
		return { ...this.file, doubts: this.doubts };
	}

	doubt( place: string, words: string ): void {
		this.doubts[ place ] = this.doubts[ place ]
			? `${ this.doubts[ place ] } ${ words }`
			: words;
	}

	/**
	 * Several places at once, as some only fit together. What makes no sound contract is left as it was, and told.
	 *
	 * @param changes Places with slashes between their parts, and their values.
	 * @param words   Why it is doubtful; '' where it is not.
	 */
	set(
		changes: Record< string, JsonObject[ string ] >,
		words: string
	): boolean {
		const before = this.file;
		this.file = structuredClone( before );
		for ( const [ place, value ] of Object.entries( changes ) ) {
			put( this.file, place.split( '/' ), value );
		}
		const result = sorsContract.safeParse( this.file );
		const [ first = '' ] = Object.keys( changes );
		const place = first.replaceAll( '/', '.' );
		if ( ! result.success ) {
			this.file = before;
			this.doubt(
				place,
				`${ JSON.stringify( changes[ first ] ) } would stand here, but ${ result.error.issues[ 0 ]?.message }.`
			);
		} else if ( words ) {
			this.doubt( place, words );
		}
		return result.success;
	}
}

function put(
	file: JsonObject,
	[ name = '', ...rest ]: string[],
	value: JsonObject[ string ]
): void {
	if ( rest.length === 0 ) {
		file[ name ] = value;
		return;
	}
	const inner = file[ name ];
	const place = isObject( inner ) ? inner : {};
	file[ name ] = place;
	put( place, rest, value );
}
