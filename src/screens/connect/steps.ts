import type { Overview } from '../../contract/rest/overview';
import type { SettingsResponse } from '../../contract/rest/settings';
import { missingStep } from '../../settings/useSettings';

export const STEPS = [
	'key',
	'database',
	'units',
	'figures',
	'documents',
	'start',
] as const;
export type Step = ( typeof STEPS )[ number ];

/** Stock follows the products: once it is in, the rest happens automatically. */
const isSetUp = ( runs: Overview[ 'runs' ] ): boolean =>
	runs.some( ( { kind, last } ) => kind === 'stock' && last !== null );

const hasBegun = ( runs: Overview[ 'runs' ] ): boolean =>
	runs.some( ( { last, active } ) => last ?? active );

/**
 * Where the first run goes on; null = it is done. Most of it comes from
 * what is stored in the shop. Prices and documents have good defaults, so that
 * nothing stored tells whether they were seen: that is kept in the browser.
 */
export function placeToGoOn(
	response: SettingsResponse,
	runs: Overview[ 'runs' ]
): Step | null {
	const missing = missingStep( response );
	if ( missing !== null || isSetUp( runs ) ) {
		return missing;
	}
	return hasBegun( runs ) ? 'start' : ( remembered() ?? 'figures' );
}

const PLACE = 'sors-api-first-run';

export function remember( step: Step ): void {
	try {
		window.localStorage.setItem( PLACE, step );
	} catch {
		// Storage is forbidden or full: these steps are then gone through once more.
	}
}

function remembered(): Step | null {
	try {
		const place = window.localStorage.getItem( PLACE );
		return place === 'documents' || place === 'start' ? place : null;
	} catch {
		return null;
	}
}

/** Steps up to the furthest one can be opened, later ones not yet. */
export const isReachable = ( step: Step, furthest: Step | null ): boolean =>
	furthest === null || STEPS.indexOf( step ) <= STEPS.indexOf( furthest );

export const nextStep = ( step: Step ): Step | null =>
	STEPS[ STEPS.indexOf( step ) + 1 ] ?? null;
