import { createContext, useContext, useMemo, useState } from 'react';
import type {
	Settings,
	SettingsPatch,
	SettingsResponse,
} from '../../contract/rest/settings';
import { useAction, type Action } from '../../ui/useAction';
import { changedKeys, difference } from './draft';

/** The settings as this page shows them, changed or not, and what the server said of the last save. */
export type Draft = {
	response: SettingsResponse;
	settings: Settings;
	set: < Key extends keyof Settings >(
		key: Key,
		value: Settings[ Key ]
	) => void;
	changed: ( keyof Settings )[];
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
				setTouched( {} );
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
