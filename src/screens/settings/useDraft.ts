import { createContext, useContext, useMemo, useState } from 'react';
import type {
	Settings,
	SettingsPatch,
	SettingsResponse,
} from '../../contract/rest/settings';
import { isMap, patched } from '../../api/patched';
import { useAction, type Action } from '../../ui/useAction';

type Key = keyof Settings;

/** The settings as this page shows them, changed or not, and what the server said of the last save. */
export type Draft = {
	response: SettingsResponse;
	settings: Settings;
	set: < Name extends Key >( key: Name, value: Settings[ Name ] ) => void;
	changed: Key[];
	action: Action;
	save: () => Promise< void >;
	discard: () => void;
	/** How often it was saved or refused: for what must happen after each. */
	answers: number;
};

export const DraftContext = createContext< Draft | null >( null );

export function useDraft(): Draft {
	const draft = useContext( DraftContext );
	if ( draft === null ) {
		throw new Error( 'Fields belong into the settings screen.' );
	}
	return draft;
}

export function useNewDraft(
	response: SettingsResponse,
	store: ( patch: SettingsPatch ) => Promise< void >
): Draft {
	// Only what was touched, of a map by its entries: the rest follows what is stored.
	const [ touched, setTouched ] = useState< SettingsPatch >( {} );
	const [ answers, setAnswers ] = useState( 0 );
	const action = useAction();
	const stored = response.settings;
	const settings = useMemo(
		() => patched( stored, touched ),
		[ stored, touched ]
	);
	const changed = useMemo(
		() => changedKeys( stored, settings ),
		[ stored, settings ]
	);
	return {
		response,
		settings,
		set: ( key, value ) =>
			setTouched( ( last ) => ( {
				...last,
				[ key ]: isMap( value )
					? {
							...( last[ key ] as object ),
							...changedEntries( settings[ key ], value ),
						}
					: value,
			} ) ),
		changed,
		action,
		save: async () => {
			await action.run( 'save', async () => {
				await store( difference( stored, settings ) );
				setTouched( ( last ) => touchedSince( last, settings ) );
			} );
			setAnswers( ( last ) => last + 1 );
		},
		discard: () => {
			setTouched( {} );
			action.clear();
		},
		answers,
	};
}

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
export const changedKeys = (
	stored: Partial< Settings >,
	draft: Partial< Settings >
): Key[] =>
	( Object.keys( draft ) as Key[] ).filter(
		( key ) => ! isEqual( stored[ key ], draft[ key ] )
	);

/** Only what differs: what somebody else changed meanwhile stays as they left it, also among the entries of a map. */
export const difference = < Known extends Partial< Settings > >(
	stored: Known,
	draft: Known
) =>
	Object.fromEntries(
		changedKeys( stored, draft ).map( ( key ) => {
			const value = draft[ key ];
			return [
				key,
				isMap( value ) ? changedEntries( stored[ key ], value ) : value,
			];
		} )
	) as SettingsPatch;

/** Null for one that was taken out. */
const changedEntries = (
	stored: unknown,
	draft: Record< string, unknown >
) => {
	const before = new Map( Object.entries( isMap( stored ) ? stored : {} ) );
	const after = new Map( Object.entries( draft ) );
	return Object.fromEntries(
		[ ...new Set( [ ...before.keys(), ...after.keys() ] ) ]
			.filter(
				( name ) => ! isEqual( before.get( name ), after.get( name ) )
			)
			.map( ( name ) => [ name, after.get( name ) ?? null ] )
	);
};

/** What was typed while a save was under way: it is not stored yet. */
export const touchedSince = ( touched: SettingsPatch, sent: Settings ) =>
	difference( sent, patched( sent, touched ) );

/** VAT rates that the shop can have, and those of the settings, the usual ones first. */
export function vatRates(
	{ taxClassByVatRate }: Settings,
	{ usualTaxClasses }: SettingsResponse[ 'shop' ],
	others: Record< string, unknown > = {}
): string[] {
	const usual = Object.keys( usualTaxClasses ).sort(
		( a, b ) => Number( b ) - Number( a )
	);
	return [
		...new Set( [
			...usual,
			...Object.keys( taxClassByVatRate ),
			...Object.keys( others ),
		] ),
	];
}

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
