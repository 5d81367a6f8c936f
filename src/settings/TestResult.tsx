import { Notice } from '../ui/controls';
import { __, sprintf } from '@wordpress/i18n';
import type { ConnectionTest } from '../contract/rest/connection';
import { number } from '../ui/format';

/** The time it took, or what is wrong and what to do. */
export function TestResult( { test }: { test: ConnectionTest | null } ) {
	if ( test === null ) {
		return null;
	}
	return (
		<Notice status={ statusOf( test ) }>
			{ test.ok && <p>{ answeredIn( test ) }</p> }
			{ test.problem && <p>{ test.problem.message }</p> }
		</Notice>
	);
}

export const answeredIn = ( { latencyMs }: ConnectionTest ): string =>
	latencyMs === null
		? __( 'SORS answered.', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: number of milliseconds */
				__( 'SORS answered in %s ms.', 'sors-api-for-woocommerce' ),
				number( latencyMs )
			);

function statusOf( { ok, problem }: ConnectionTest ) {
	if ( ! ok ) {
		return 'error';
	}
	return problem ? 'warning' : 'success';
}
