import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { confirmStoreIdentity, decideRestoredBackup } from '../../api/overview';
import type { Overview } from '../../contract/rest/overview';
import { ActionButton } from '../../ui/ActionButton';
import { Confirm } from '../../ui/Confirm';
import { Notice } from '../../ui/controls';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Answer = {
	name: string;
	label: string;
	meaning: string;
	decide: () => Promise< unknown >;
	/** The question before it, where orders that wait are sent at once. */
	asks?: string;
};

type Asks = Answer & { asks: string };

const doesAsk = ( answer: Answer ): answer is Asks => answer.asks !== undefined;

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
	restored_found: () => [
		{
			name: 'adopt',
			label: __( 'They are this shop’s', 'sors-api-for-woocommerce' ),
			meaning: __(
				'A backup of this shop was restored, and these documents were made after it. Each is put back to its order, so that no order is sent twice. Documents whose order was lost are listed for you afterwards.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'adopt', state: 'found' } ),
		},
		{
			name: 'notOurs',
			label: __( 'Another shop made them', 'sors-api-for-woocommerce' ),
			meaning: __(
				'A copy of this shop sends its orders with the same mark. Its documents stay as they are, and this shop goes on with a new mark. Orders that wait here are sent.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'notOurs', state: 'found' } ),
		},
		{
			name: 'ignore',
			label: __( 'Leave them as they are', 'sors-api-for-woocommerce' ),
			asks: __(
				'Leave them as they are, and send the orders that wait?',
				'sors-api-for-woocommerce'
			),
			meaning: __(
				'They stay in SORS and belong to no order here. Orders that wait are sent, even if one of these documents is theirs: choose this only if you have compared them.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'ignore', state: 'found' } ),
		},
	],
	restored_checking: () => [
		{
			name: 'ignore',
			label: __( 'Send without looking', 'sors-api-for-woocommerce' ),
			asks: __(
				'Send the orders that wait without looking?',
				'sors-api-for-woocommerce'
			),
			meaning: __(
				'Orders that wait are sent at once. Choose this only if no backup was restored: SORS may have some of them already. Otherwise wait; the plugin tries again automatically.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'ignore', state: 'checking' } ),
		},
	],
	restored_adopting: () => [
		{
			name: 'ignore',
			label: __( 'Leave the rest as it is', 'sors-api-for-woocommerce' ),
			asks: __(
				'Leave the rest as it is, and send the orders that wait?',
				'sors-api-for-woocommerce'
			),
			meaning: __(
				'Documents that were put back to their orders stay there; the others belong to no order here. Orders that wait are sent, even if one of these documents is theirs. Otherwise wait; the plugin tries again automatically.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'ignore', state: 'adopting' } ),
		},
	],
	restored_left: () => [
		{
			name: 'ignore',
			label: __( 'Done', 'sors-api-for-woocommerce' ),
			meaning: __(
				'You have looked at them in SORS. They are not shown any more; nothing changes in SORS.',
				'sors-api-for-woocommerce'
			),
			decide: () =>
				decideRestoredBackup( { as: 'ignore', state: 'left' } ),
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
	const [ asked, setAsked ] = useState< Asks | null >( null );
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
								onPress={ async () => {
									if ( doesAsk( answer ) ) {
										setAsked( answer );
									} else {
										await answerWith( answer );
									}
								} }
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
			{ asked && (
				<Confirm
					title={ asked.asks }
					yes={ asked.label }
					onYes={ () =>
						void action.run( asked.name, () => answerWith( asked ) )
					}
					onClose={ () => setAsked( null ) }
				>
					<p>{ asked.meaning }</p>
				</Confirm>
			) }
		</Notice>
	);
}
