import type { SettingsResponse } from '../../contract/settings';

export const STEPS = [ 'key', 'database', 'units', 'rules', 'orders' ] as const;
export type Step = ( typeof STEPS )[ number ];

/**
 * The first step that lacks something; null when all that is needed is there.
 * It comes from what is stored, so leaving and coming back goes on where it was.
 */
export function missingStep( {
	settings,
	apiKey,
}: SettingsResponse ): Step | null {
	if ( ! apiKey.set || ! apiKey.readable ) {
		return 'key';
	}
	if ( settings.database === '' ) {
		return 'database';
	}
	return settings.businessUnitIds.length === 0 ? 'units' : null;
}

/** Steps before the missing one can be opened again, later ones not yet. */
export const isReachable = ( step: Step, missing: Step | null ): boolean =>
	missing === null || STEPS.indexOf( step ) <= STEPS.indexOf( missing );

/** What is missing comes first; on the first run one step then leads to the next, later it just closes. */
export const stepAfter = (
	step: Step,
	missing: Step | null,
	isFirstRun: boolean
): Step | null =>
	missing ??
	( isFirstRun ? ( STEPS[ STEPS.indexOf( step ) + 1 ] ?? null ) : null );
