import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Overview } from '../../contract/overview';
import type { Params } from '../../ui/navigation';
import { ScreenLink } from '../../ui/ScreenLink';
import { AddressChanged } from './AddressChanged';

const SETTING = 'setting_';

type Decision = Overview[ 'decisions' ][ number ];

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
							params={ paramsOf( decision ) }
							className="components-button is-secondary is-next-40px-default-size"
						>
							{ buttonOf( decision ) }
						</ScreenLink>
					</Notice>
				)
			) }
		</section>
	);
}

/** Decisions on orders show just those orders, those on a setting lead to its field. */
const paramsOf = ( { code }: Decision ): Params =>
	code.startsWith( SETTING )
		? { setting: code.slice( SETTING.length ) }
		: ( {
				orders_uncertain: { state: 'uncertain' },
				orders_rejected: { state: 'rejected' },
			}[ code ] ?? {} );

function buttonOf( { screen }: Decision ): string {
	switch ( screen ) {
		case 'connect':
			return __( 'Open the connection', 'sors-api-for-woocommerce' );
		case 'products':
			return __( 'Open the sync', 'sors-api-for-woocommerce' );
		case 'orders':
			return __( 'Open these orders', 'sors-api-for-woocommerce' );
		case 'settings':
			return __( 'Open the settings', 'sors-api-for-woocommerce' );
	}
}
