import userEvent from '@testing-library/user-event';
import type { Reconciliation } from '../contract/rest/reconciliation';
import { inLine } from './orders-shop';
import { shop } from './shop';

/** A refusal as it is shown: what is read out aloud has the same words. */
export const REFUSAL = { selector: 'strong' };

/** A shop with this report until a test puts another in its place. */
export function shopWith(
	first: Reconciliation,
	routes: Parameters< typeof shop >[ 0 ] = {}
) {
	const now = { report: first };
	const requests = shop( {
		'GET reconciliation': () => now.report,
		...routes,
	} );
	return { now, requests };
}

export const press = async ( order: string, button: string ) =>
	userEvent.click( await inLine( order, button ) );
export const posts = ( requests: ReturnType< typeof shop > ) =>
	requests.filter( ( { route } ) => route.startsWith( 'POST' ) );
