import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { Icon, check } from '@wordpress/icons';
import type { Overview } from '../../contract/rest/overview';
import { ScreenLink } from '../../ui/ScreenLink';
import { AddressChanged } from './AddressChanged';

type Props = Pick< Overview, 'decisions' > & {
	/** Connected, but the first sync was never begun. */
	isUnfinished: boolean;
	onDecided: () => void;
};

/** What needs a person, each with the button that leads to where it is mended. */
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
				<Notice status="info" isDismissible={ false } spokenMessage="">
					<p>
						{ __(
							'The connection stands, but nothing was brought in yet. The first sync shows what would change before it does anything.',
							'sors-api-for-woocommerce'
						) }
					</p>
					<ScreenLink
						to="connect"
						className="components-button is-primary is-next-40px-default-size"
					>
						{ __(
							'Go on with the first sync',
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
						isDismissible={ false }
						spokenMessage=""
					>
						<p>{ decision.message }</p>
						<ScreenLink
							to={ decision.screen }
							params={ decision.params }
							className="components-button is-secondary is-next-40px-default-size"
						>
							{ decision.button }
						</ScreenLink>
					</Notice>
				)
			) }
		</section>
	);
}
