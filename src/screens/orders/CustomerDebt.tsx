import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { Refused } from '../../api/errors';
import { debtQuery } from '../../api/orders';
import type { Debt } from '../../contract/rest/outbox';
import { money, when } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Loading';

/** What the buyer owes by SORS' books, of all their documents. */
export function CustomerDebt( { orderId }: { orderId: number } ) {
	const { data, error, isPending, refetch } = useQuery(
		debtQuery( orderId )
	);
	return (
		<>
			<h3>{ __( 'Debt in SORS', 'sors-api-for-woocommerce' ) }</h3>
			{ isPending && <Skeleton lines={ 1 } /> }
			{ error && <WithoutDebt error={ error } onRetry={ refetch } /> }
			{ data && <p>{ sentence( data ) }</p> }
		</>
	);
}

/** That the buyer is not in SORS, or that SORS keeps it to itself, is no failure. */
function WithoutDebt( {
	error,
	onRetry,
}: {
	error: unknown;
	onRetry: () => void;
} ) {
	return error instanceof Refused && NO_DEBT.includes( error.code ) ? (
		<p>{ error.message }</p>
	) : (
		<Problem error={ error } onRetry={ onRetry } />
	);
}

const NO_DEBT = [ 'sors_no_customer', 'sors_no_debt', 'sors_unsupported' ];

function sentence( { customerName, balance, overdue, currency, asOf }: Debt ) {
	const sum = ( amount: string ) => money( amount, currency );
	return [
		owes( customerName, balance, sum ),
		overdue !== null &&
			Number( overdue ) !== 0 &&
			sprintf(
				/* translators: %s: sum of money */
				__( 'Overdue: %s.', 'sors-api-for-woocommerce' ),
				sum( overdue )
			),
		asOf &&
			sprintf(
				/* translators: %s: date and time */
				__( 'As of %s.', 'sors-api-for-woocommerce' ),
				// The sentence ends with a dot of its own.
				when( asOf ).replace( /\.$/, '' )
			),
	]
		.filter( Boolean )
		.join( ' ' );
}

function owes(
	customer: string,
	balance: string,
	sum: ( amount: string ) => string
): string {
	if ( Number( balance ) < 0 ) {
		return sprintf(
			/* translators: 1: name of a customer, 2: sum of money */
			__( '%1$s has a credit of %2$s.', 'sors-api-for-woocommerce' ),
			customer,
			sum( balance.replace( /^-/, '' ) )
		);
	}
	return Number( balance ) === 0
		? sprintf(
				/* translators: %s: name of a customer */
				__( '%s owes nothing.', 'sors-api-for-woocommerce' ),
				customer
			)
		: sprintf(
				/* translators: 1: name of a customer, 2: sum of money */
				__( '%1$s owes %2$s.', 'sors-api-for-woocommerce' ),
				customer,
				sum( balance )
			);
}
