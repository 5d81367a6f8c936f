import type { Databases } from '../../contract/rest/connection';

type Database = Databases[ 'items' ][ number ];

const yearInName = ( { name }: Database ): number =>
	Number( name.match( /(?:19|20)[0-9]{2}$/ )?.[ 0 ] ?? 0 );

/**
 * SORS makes a new database each financial year: the newest is meant. Of two of
 * one year that which has it in its name, since the shared demo has a year too.
 */
export function newestDatabase( { items }: Databases ): string {
	const yearOf = ( item: Database ) => item.year ?? yearInName( item );
	const [ newest ] = [ ...items ].sort(
		( a, b ) =>
			yearOf( b ) - yearOf( a ) || yearInName( b ) - yearInName( a )
	);
	return newest?.name ?? '';
}
