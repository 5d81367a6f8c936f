import type { FirstRun } from '../../contract/rest/first-run';
import type { Overview } from '../../contract/rest/overview';
import type { SettingsResponse } from '../../contract/rest/settings';
import { missingStep } from '../../settings/useSettings';

export const STEPS = [
	'key',
	'database',
	'units',
	'figures',
	'documents',
	'shop',
	'start',
] as const;
export type Step = ( typeof STEPS )[ number ];

/** Settings of which a step says what speaks against them. */
export const FIELDS: Record< Step, readonly string[] > = {
	key: [ 'apiKey' ],
	database: [ 'database' ],
	units: [
		'businessUnitIds',
		'priceBusinessUnitId',
		'documentBusinessUnitId',
	],
	figures: [ 'priceType', 'stockMode' ],
	documents: [
		'documentKind',
		'documentKindCompany',
		'stockMode',
		'shippingItemCode',
	],
	shop: [],
	start: [
		'exportOrders',
		'exportStatuses',
		'singleCustomerCode',
		'shippingItemCode',
		'schedule',
	],
};

/** The difference was shown, perhaps applied on another screen. */
const hasBegun = ( runs: Overview[ 'runs' ] ): boolean =>
	runs.some( ( { last, active } ) => last ?? active );

/**
 * Where the first run goes on; null = it is done. Most of it comes from
 * what is stored in the shop. Prices and documents have good defaults, so that
 * nothing stored tells whether they were seen: that is kept in the browser.
 */
export function placeToGoOn(
	response: SettingsResponse,
	runs: Overview[ 'runs' ],
	{ finished }: FirstRun
): Step | null {
	const missing = missingStep( response );
	if ( missing !== null || finished ) {
		return missing;
	}
	return hasBegun( runs ) ? 'start' : ( remembered() ?? 'figures' );
}

/** Shops in folders of one address share the browser's storage. */
const place = () => `sors-api-first-run-${ window.location.pathname }`;

/** Null once the first run is over: another one starts over. */
export function remember( step: Step | null ): void {
	try {
		if ( step === null ) {
			window.localStorage.removeItem( place() );
		} else {
			window.localStorage.setItem( place(), step );
		}
	} catch {
		// Storage is forbidden or full: these steps are then gone through once more.
	}
}

function remembered(): Step | null {
	try {
		const last = window.localStorage.getItem( place() );
		return (
			STEPS.find(
				( step ) =>
					step === last &&
					STEPS.indexOf( step ) > STEPS.indexOf( 'figures' )
			) ?? null
		);
	} catch {
		return null;
	}
}

/** Steps up to the furthest one can be opened, later ones not yet. */
export const isReachable = ( step: Step, furthest: Step | null ): boolean =>
	furthest === null || STEPS.indexOf( step ) <= STEPS.indexOf( furthest );

export const nextStep = ( step: Step ): Step | null =>
	STEPS[ STEPS.indexOf( step ) + 1 ] ?? null;
