import { __ } from '@wordpress/i18n';
import { Icon, check } from '@wordpress/icons';
import { Notice } from '../../ui/controls';
import type { Overview } from '../../contract/rest/overview';
import { ScreenLink } from '../../ui/screen';
import { confirmStoreIdentity } from '../../api/overview';
import type { StoreIdentityAnswer } from '../../contract/rest/store-identity';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = Pick< Overview, 'decisions' > & {
	/** Connected, but the first sync was never begun. */
	isUnfinished: boolean;
	onDecided: () => void;
};

/** What needs a person, each with the button that leads to where it is solved. */
export function Decisions( { decisions, isUnfinished, onDecided }: Props ) {
	if ( decisions.length === 0 && ! isUnfinished ) {
		return (
			<p className="sors-well">
				<Icon icon={ check } />
				{ __(
					'All is well: nothing needs a decision.',
					'sors-api-for-woocommerce'
				) }
			</p>
		);
	}
	return (
		<section
			className="sors-decisions"
			aria-label={ __( 'Needs a decision', 'sors-api-for-woocommerce' ) }
		>
			{ isUnfinished && (
				<Notice status="info" spokenMessage="">
					<p>
						{ __(
							'The connection stands, but nothing was brought in yet. The first sync shows what would change before it does anything.',
							'sors-api-for-woocommerce'
						) }
					</p>
					<ScreenLink to="connect" variant="primary">
						{ __(
							'Continue the first sync',
							'sors-api-for-woocommerce'
						) }
					</ScreenLink>
				</Notice>
			) }
			{ decisions.map( ( decision ) =>
				decision.code === 'address_changed' ? (
					<AddressChanged
						key={ decision.code }
						message={ decision.message }
						onDecided={ onDecided }
					/>
				) : (
					<Notice
						key={ decision.code + decision.message }
						status={ decision.severity }
						spokenMessage=""
					>
						<p>{ decision.message }</p>
						<ScreenLink
							to={ decision.screen }
							params={ decision.params }
							variant="secondary"
						>
							{ decision.button }
						</ScreenLink>
					</Notice>
				)
			) }
		</section>
	);
}

type ChangedProps = { message: string; onDecided: () => void };

/** Sending stands still until a person has said which of the two it is. */
function AddressChanged( { message, onDecided }: ChangedProps ) {
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
				'The shop at the former address is closed, and this is the same one. Orders that waited are sent, and everything continues as before.',
				'sors-api-for-woocommerce'
			),
		},
		{
			as: 'copy',
			label: __( 'This is a copy', 'sors-api-for-woocommerce' ),
			meaning: __(
				'The shop at the former address stays open, and this one is for trying things out. Sending orders is switched off here, so that SORS gets none of them twice. Should you switch it on later, they go out under another name.',
				'sors-api-for-woocommerce'
			),
		},
	];
	return (
		<Notice status="error" spokenMessage="">
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
