import type { SorsDatabase } from '../model/types';

/** A control request that makes no sense: the test that sent it must fail. */
export class ControlError extends Error {}

/** The records of a list in which a key has this value, of which there must be one. */
export function theseOf<
	List extends 'products' | 'units' | 'documents' | 'customers',
	Thing extends SorsDatabase[ List ][ number ],
>(
	database: SorsDatabase,
	list: List,
	key: keyof Thing,
	value: string,
	what: string
): Thing[] {
	const found = ( database[ list ] as Thing[] ).filter(
		( each ) => each[ key ] === value
	);
	if ( found.length === 0 ) {
		throw new ControlError(
			`There is no ${ what } "${ value }" in ${ database.name }.`
		);
	}
	return found;
}
