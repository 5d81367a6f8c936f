/** Processes that broke off, or answered with an error of the shop's own, although nothing was done to them. */
import type { Outcome, Task } from '../controller/schedule';

type Answer = {
	status?: number;
	data?: { code?: unknown; message?: unknown };
} | null;

/** What they asked for may be gone by then: the calls of the simulation itself do not look. */
const OWN_CALLS =
	/ in (Commands|Choices|Buyers|Cart|StoreCheckout|Staff|OrderLines|Refunds)\.php:\d+$/;

/** WooCommerce writes an e-mail about an order without looking whether another request deleted it meanwhile. */
const MAIL_OF_WOOCOMMERCE =
	/^Error: Call to a member function .* on (bool|false) in class-wc-email-[a-z-]+\.php:\d+$/;

/** The stand-in does not have all that the simulation's staff does: its __call(), WooCommerce's admin, its AJAX. */
const STAND_IN_LACKS =
	/^Error: Call to undefined method .* in data\.php:\d+$|^Error: Undefined constant ".*\\WC_ABSPATH" in|^TypeError: .*ShopRequest::of\(\): Argument #1 \(\$handler\) must be of type callable/;

const isStruck = ( { listener }: Task, { databaseFailed }: Outcome ): boolean =>
	databaseFailed === true ||
	( listener !== undefined && listener.does !== 'is slow' );

function brokenAnswer( result: unknown, together: boolean ): string | null {
	const { status = 0, data } = ( result ?? {} ) as NonNullable< Answer >;
	const code = data?.code;
	const wasBusy = together && status === 503 && code === 'sors_database_busy';
	return status < 500 || wasBusy
		? null
		: `was answered with ${ status }: ${ String( code ) } ${ String( data?.message ) }`;
}

/** Another plugin fails over a piece of a run: the run goes on. */
function stoppedRun(
	{ do: name, kill, listener }: Task,
	{ result, databaseFailed, wasRefused }: Outcome
): string[] {
	const { data } = ( result ?? {} ) as NonNullable< Answer >;
	const { state, lastError } = ( data ?? {} ) as {
		state?: string;
		lastError?: unknown;
	};
	return name === 'sync' &&
		listener?.again &&
		! ( kill || databaseFailed || wasRefused ) &&
		state === 'failed'
		? [
				`a run failed where another plugin throws at ${ listener.hook }: ${ JSON.stringify( lastError ) }`,
			]
		: [];
}

export function broken(
	tasks: readonly Task[],
	outcomes: readonly Outcome[]
): string[] {
	const together = tasks.length > 1;
	return outcomes.flatMap( ( outcome, at ) => {
		const task = tasks[ at ] as Task;
		const { ok, error = '', result } = outcome;
		if ( ok === undefined || isStruck( task, outcome ) ) {
			return together ? [] : stoppedRun( task, outcome );
		}
		const what = `${ task.do } ${ JSON.stringify( task.args ) }`;
		if ( ! ok ) {
			return ( together &&
				( OWN_CALLS.test( error ) ||
					MAIL_OF_WOOCOMMERCE.test( error ) ) ) ||
				STAND_IN_LACKS.test( error )
				? []
				: [ `${ what } broke off: ${ error }` ];
		}
		const wrong = brokenAnswer( result, together );
		return wrong === null ? [] : [ `${ what } ${ wrong }` ];
	} );
}
