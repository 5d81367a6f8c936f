/**
 * Mutants that change nothing, by their keys (generate.ts), each with the reason: they count apart. Only what was read
 * and understood comes in here, never what merely was not found.
 */

const MORE_AT_ONCE =
	'Only how many rows one query takes: the loop goes on until one brings fewer than it asked for.';

const PAYLOAD =
	'What it reads was written by toPayload(), which leaves no field out and each with its type.';

const FROM_PAYLOAD = 'Sync/Stock/StockFigure.php fromPayload:';

export const EQUIVALENT: Readonly< Record< string, string > > = {
	'Ledger/OpenOrders.php : 1000 → 2000': MORE_AT_ONCE,
	'Ledger/OpenOrders.php : 200 → 400':
		'Only how many rows one INSERT writes, of a list that is written to its end.',
	'Sync/Stock/ChangesWatch.php : 500 → 1000': MORE_AT_ONCE,
	'Sync/Stock/StockComparing.php : 500 → 1000': MORE_AT_ONCE,
	'Outbox/RestoredBackup.php allows: 1 → 2':
		'A LIMIT of a query of which only is asked whether it brings anything.',
	[ `${ FROM_PAYLOAD } isset( $payload[ $name ] ) → true` ]: PAYLOAD,
	[ `${ FROM_PAYLOAD } isset( $payload[ $name ] ) && is_string( $payload[ $name ] ) → true` ]:
		PAYLOAD,
	[ `${ FROM_PAYLOAD } isset( $payload['readAt'] ) → true` ]: PAYLOAD,
	[ `${ FROM_PAYLOAD } isset( $payload['readAt'] ) && is_int( $payload['readAt'] ) → true` ]:
		PAYLOAD,
	[ `${ FROM_PAYLOAD } isset( $payload['moments'] ) → true` ]: PAYLOAD,
	[ `${ FROM_PAYLOAD } isset( $payload['moments'] ) && is_array( $payload['moments'] ) → true` ]:
		PAYLOAD,
};
