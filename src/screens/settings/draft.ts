import type { Settings, SettingsPatch } from '../../contract/rest/settings';

type Key = keyof Settings;

/** Maps and lists are equal by what is in them; a map's order means nothing. */
function isEqual( a: unknown, b: unknown ): boolean {
	return canonical( a ) === canonical( b );
}

const canonical = ( value: unknown ): string =>
	JSON.stringify( value, ( _, part: unknown ) =>
		part !== null && typeof part === 'object' && ! Array.isArray( part )
			? Object.fromEntries( Object.entries( part ).sort() )
			: part
	);

/** Names of the settings that differ from what is stored. */
export const changedKeys = ( stored: Settings, draft: Settings ): Key[] =>
	( Object.keys( draft ) as Key[] ).filter(
		( key ) => ! isEqual( stored[ key ], draft[ key ] )
	);

/** Only what differs: what somebody else changed meanwhile stays as they left it. */
export const difference = ( stored: Settings, draft: Settings ) =>
	Object.fromEntries(
		changedKeys( stored, draft ).map( ( key ) => [ key, draft[ key ] ] )
	) as SettingsPatch;

/** A map with one entry set, or taken out where the value is undefined. */
export function withEntry< Value >(
	map: Record< string, Value >,
	key: string,
	value: Value | undefined
): Record< string, Value > {
	const rest = Object.entries( map ).filter( ( [ name ] ) => name !== key );
	return Object.fromEntries(
		value === undefined ? rest : [ ...rest, [ key, value ] ]
	);
}
