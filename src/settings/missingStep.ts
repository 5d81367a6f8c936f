import type { SettingsResponse } from '../contract/rest/settings';

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
