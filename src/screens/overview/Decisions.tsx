import { __ } from '@wordpress/i18n';
import { Icon, check } from '@wordpress/icons';
import { Notice } from '../../ui/controls';
import type { Overview } from '../../contract/rest/overview';
import { DecisionLink } from '../../ui/DecisionLink';
import { ScreenLink } from '../../ui/screen';
import { LeftOut } from './LeftOut';
import { Question, questions } from './Question';

type Props = Pick< Overview, 'decisions' > & {
	/** Connected, but the first sync was never begun. */
	isUnfinished: boolean;
	onDecided: () => Promise< unknown >;
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
							'Continue the first run',
							'sors-api-for-woocommerce'
						) }
					</ScreenLink>
				</Notice>
			) }
			{ decisions.map( ( decision ) =>
				questions[ decision.code ] ? (
					<Question
						key={ decision.code }
						decision={ decision }
						onDecided={ onDecided }
					/>
				) : (
					<Notice
						key={ decision.code + decision.message }
						status={ decision.severity }
						spokenMessage=""
					>
						<p>{ decision.message }</p>
						<DecisionLink decision={ decision } />
						{ decision.code === 'orders_left_out' && (
							<LeftOut onDecided={ onDecided } />
						) }
					</Notice>
				)
			) }
		</section>
	);
}
