import { createContext, useContext, useMemo, useState } from 'react';
import type {
	Settings,
	SettingsPatch,
	SettingsResponse,
} from '../../contract/rest/settings';
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
	// Only what was touched: the rest follows what is stored.
	const [ touched, setTouched ] = useState< Partial< Settings > >( {} );
	const [ answers, setAnswers ] = useState( 0 );
	const action = useAction();
	const stored = response.settings;
	const settings = useMemo(
		() => ( { ...stored, ...touched } ),
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
			setTouched( ( last ) => ( { ...last, [ key ]: value } ) ),
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
export const changedKeys = ( stored: Settings, draft: Settings ): Key[] =>
	( Object.keys( draft ) as Key[] ).filter(
		( key ) => ! isEqual( stored[ key ], draft[ key ] )
	);

/** Only what differs: what somebody else changed meanwhile stays as they left it, also among the parts of one setting. */
export const difference = ( stored: Settings, draft: Settings ) =>
	Object.fromEntries(
		changedKeys( stored, draft ).map( ( key ) => [
			key,
			key === 'fields' || key === 'schedule'
				? changedParts( stored[ key ], draft[ key ] )
				: draft[ key ],
		] )
	) as SettingsPatch;

const changedParts = < Parts extends Record< string, unknown > >(
	stored: Parts,
	draft: Parts
) =>
	Object.fromEntries(
		Object.entries( draft ).filter(
			( [ name, value ] ) => value !== stored[ name ]
		)
	);

/** What was typed while a save was under way: it is not stored yet. */
export const touchedSince = (
	touched: Partial< Settings >,
	sent: Settings
): Partial< Settings > =>
	Object.fromEntries(
		Object.entries( touched ).filter(
			( [ key, value ] ) => ! isEqual( value, sent[ key as Key ] )
		)
	);

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
