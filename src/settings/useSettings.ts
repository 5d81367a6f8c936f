import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { tell, tellPart } from '../api/client';
import { putSettings, settingsQuery } from '../api/connection';
import { Refused } from '../api/errors';
import type {
	ApiKeyState,
	SettingsPatch,
	SettingsResponse,
} from '../contract/rest/settings';
import type { Complaint } from '../ui/Problem';

/** What each step is given: the settings as stored, and how to change them. */
export type StepProps = {
	response: SettingsResponse;
	save: ( patch: SettingsPatch ) => Promise< void >;
	onKey: ( apiKey: ApiKeyState ) => void;
	onDone: () => void;
};

export function useSettings() {
	const client = useQueryClient();
	const query = useQuery( settingsQuery );
	const save = useCallback(
		async ( patch: SettingsPatch ) =>
			tell( client, settingsQuery, await putSettings( patch ) ),
		[ client ]
	);
	const onKey = useCallback(
		( apiKey: ApiKeyState ) =>
			tellPart< SettingsResponse >(
				client,
				settingsQuery.queryKey,
				( last ) => ( { ...last, apiKey } )
			),
		[ client ]
	);
	return {
		query,
		latest: () => client.getQueryData( settingsQuery.queryKey ),
		save,
		onKey,
	};
}

/** What the server has against one field: of a refused save, else of what is stored, errors first. */
export function fieldProblems(
	field: string,
	error: unknown,
	{ notices }: SettingsResponse
): Complaint[] {
	const message =
		error instanceof Refused ? error.fields[ field ] : undefined;
	if ( message ) {
		return [ { severity: 'error', message } ];
	}
	const here = notices.filter( ( notice ) => notice.field === field );
	return [
		...here.filter( ( { severity } ) => severity === 'error' ),
		...here.filter( ( { severity } ) => severity !== 'error' ),
	];
}

/** A refused save whose sentences all stand at their fields needs no other word. */
export const isSaidAtFields = (
	error: unknown,
	fields: readonly string[]
): boolean =>
	error instanceof Refused &&
	Object.keys( error.fields ).length > 0 &&
	Object.keys( error.fields ).every( ( field ) => fields.includes( field ) );

/** The first step of the connection without which nothing can be asked of SORS; null when all that is needed is there. */
export function missingStep( {
	settings,
	apiKey,
}: SettingsResponse ): 'key' | 'database' | 'units' | null {
	if ( ! apiKey.set || ! apiKey.readable ) {
		return 'key';
	}
	if ( settings.database === '' ) {
		return 'database';
	}
	return settings.businessUnitIds.length === 0 ? 'units' : null;
}
