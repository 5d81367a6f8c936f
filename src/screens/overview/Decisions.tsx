import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Overview } from '../../contract/overview';
import { ScreenLink } from '../../ui/ScreenLink';
import { AddressChanged } from './AddressChanged';

/** What needs a person, each with the button that leads to where it is mended. */
export function Decisions( {
	decisions,
	onDecided,
}: Pick< Overview, 'decisions' > & { onDecided: () => void } ) {
	if ( decisions.length === 0 ) {
		return (
			<p>
				{ __(
					'All is well: nothing needs a decision.',
					'sors-api-for-woocommerce'
				) }
			</p>
		);
	}
	return (
		<section
			aria-label={ __( 'Needs a decision', 'sors-api-for-woocommerce' ) }
		>
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
