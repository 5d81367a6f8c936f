/** Whether anything came of an event: what did nothing was not tried. */
import type { Command } from './kind';

/** WooCommerce refused. */
const REFUND = /refund/i;

const isRefused = ( result: unknown ): boolean => {
	const { pressed, orderId } = ( result ?? {} ) as {
		pressed?: string | null;
		orderId?: number;
	};
	return pressed === null || orderId === 0;
};

/** What ended early had begun. */
export const cameUp = (
	{ do: name }: Pick< Command, 'do' >,
	{ ok, result }: { ok?: boolean; result?: unknown }
): boolean =>
	ok !== true ||
	! ( isRefused( result ) || ( REFUND.test( name ) && result === null ) );
