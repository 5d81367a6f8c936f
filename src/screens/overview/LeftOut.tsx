import { __ } from '@wordpress/i18n';
import { leaveOutOrders } from '../../api/overview';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

/** For those who do not want these orders in SORS. */
export function LeftOut( {
	onDecided,
}: {
	onDecided: () => Promise< unknown >;
} ) {
	const action = useAction();
	return (
		<>
			<ActionButton
				action={ action }
				name="leave-out"
				onPress={ async () => {
					await leaveOutOrders();
					await onDecided();
				} }
				variant="tertiary"
				busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
			>
				{ __( 'Leave out', 'sors-api-for-woocommerce' ) }
			</ActionButton>
			<Problem error={ action.error } />
		</>
	);
}
