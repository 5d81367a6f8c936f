import { __ } from '@wordpress/i18n';
import { confirmStoreIdentity } from '../../api/overview';
import type { Overview } from '../../contract/rest/overview';
import { ActionButton } from '../../ui/ActionButton';
import { Notice } from '../../ui/controls';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Answer = {
	name: string;
	label: string;
	meaning: string;
	decide: () => Promise< unknown >;
};

/** Decisions that are made here, by one of these answers; all others lead to a screen. */
export const questions: Record< string, () => Answer[] > = {
	address_changed: () => [
		{
			name: 'moved',
			label: __( 'The shop moved here', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop at the former address is closed, and this is the same one. Orders that waited are sent, and everything continues as before.',
				'sors-api-for-woocommerce'
			),
			decide: () => confirmStoreIdentity( 'moved' ),
		},
		{
			name: 'copy',
			label: __( 'This is a copy', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop at the former address stays open, and this one is for trying things out. Sending orders is switched off here, so that SORS gets none of them twice. Should you switch it on later, they go out under another mark.',
				'sors-api-for-woocommerce'
			),
			decide: () => confirmStoreIdentity( 'copy' ),
		},
	],
	environment_unconfirmed: () => [
		{
			name: 'moved',
			label: __( 'This is the shop', 'sors-api-for-woocommerce' ),
			meaning: __(
				'No other site sends the orders of this shop. Orders that waited are sent, and everything continues from here.',
				'sors-api-for-woocommerce'
			),
			decide: () => confirmStoreIdentity( 'moved' ),
		},
		{
			name: 'copy',
			label: __( 'This is a copy', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop is another site, and this one is for trying things out. Sending orders is switched off here, so that SORS gets none of them twice. Should you switch it on later, they go out under another mark.',
				'sors-api-for-woocommerce'
			),
			decide: () => confirmStoreIdentity( 'copy' ),
		},
	],
};

type Props = {
	decision: Overview[ 'decisions' ][ number ];
	/** Ends once it is seen what is left to decide. */
	onDecided: () => Promise< unknown >;
};

/** What waits until a person has said which of the answers is right. */
export function Question( { decision, onDecided }: Props ) {
	const action = useAction();
	const answerWith = async ( answer: Answer ) => {
		await answer.decide();
		await onDecided();
	};
	return (
		<Notice status={ decision.severity } spokenMessage="">
			<p>{ decision.message }</p>
			<dl className="sors-answers">
				{ questions[ decision.code ]?.().map( ( answer ) => (
					<div key={ answer.name }>
						<dt>
							<ActionButton
								action={ action }
								name={ answer.name }
								onPress={ () => answerWith( answer ) }
								busyLabel={ __(
									'Saving…',
									'sors-api-for-woocommerce'
								) }
							>
								{ answer.label }
							</ActionButton>
						</dt>
						<dd>{ answer.meaning }</dd>
					</div>
				) ) }
			</dl>
			<Problem
				error={ action.error }
				onRetry={ () => {
					action.clear();
					onDecided();
				} }
				retryLabel={ __( 'Refresh', 'sors-api-for-woocommerce' ) }
			/>
		</Notice>
	);
}
