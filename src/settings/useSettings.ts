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

/** What the server has against one field: of a refused save, else of what is stored. */
export function fieldProblem(
	field: string,
	error: unknown,
	{ notices }: SettingsResponse
): { severity: 'error' | 'warning'; message: string } | null {
	const message =
		error instanceof Refused ? error.fields[ field ] : undefined;
	return message
		? { severity: 'error', message }
		: ( notices.find( ( notice ) => notice.field === field ) ?? null );
}

/** A refused save whose sentences all stand at their fields needs no other word. */
export const isSaidAtFields = ( error: unknown, fields: string[] ): boolean =>
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
