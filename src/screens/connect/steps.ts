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

/** On the first run one step leads to the next; later a changed step just closes. */
export function stepAfter(
	step: Step,
	missing: Step | null,
	isFirstRun: boolean
): Step | null {
	const next = STEPS[ STEPS.indexOf( step ) + 1 ] ?? null;
	return isFirstRun && next && isReachable( next, missing ) ? next : missing;
}
