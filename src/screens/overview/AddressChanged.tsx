import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { confirmStoreIdentity } from '../../api/overview';
import type { StoreIdentityAnswer } from '../../contract/rest/store-identity';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = { message: string; onDecided: () => void };

/** Sending stands still until a person has said which of the two it is. */
export function AddressChanged( { message, onDecided }: Props ) {
	const action = useAction();
	const answers: {
		as: StoreIdentityAnswer;
		label: string;
		meaning: string;
	}[] = [
		{
			as: 'moved',
			label: __( 'The shop moved here', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop at the former address is closed, and this is the same one. Orders that waited are sent, and all goes on as before.',
				'sors-api-for-woocommerce'
			),
		},
		{
			as: 'copy',
			label: __( 'This is a copy', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop at the former address goes on, and this one is for trying things out. Sending orders is switched off here, so that SORS gets none of them twice. Should you switch it on later, they go out under another name.',
				'sors-api-for-woocommerce'
			),
		},
	];
	return (
		<Notice status="error" isDismissible={ false } spokenMessage="">
			<p>{ message }</p>
			<dl className="sors-answers">
				{ answers.map( ( { as, label, meaning } ) => (
					<div key={ as }>
						<dt>
							<ActionButton
								action={ action }
								name={ as }
								onPress={ async () => {
									await confirmStoreIdentity( as );
									onDecided();
								} }
								busyLabel={ __(
									'Saving…',
									'sors-api-for-woocommerce'
								) }
							>
								{ label }
							</ActionButton>
						</dt>
						<dd>{ meaning }</dd>
					</div>
				) ) }
			</dl>
			<Problem error={ action.error } onRetry={ onDecided } />
		</Notice>
	);
}
