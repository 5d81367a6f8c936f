import { __, _n, sprintf } from '@wordpress/i18n';
import { sayGoingOn } from '../../../api/connection';
import type { YearChange as Answer } from '../../../contract/rest/year-change';
import { ActionButton } from '../../../ui/ActionButton';
import { number } from '../../../ui/format';
import { Problem } from '../../../ui/Problem';
import { useAction } from '../../../ui/useAction';

type Props = {
	current: string;
	goingOn: NonNullable< Answer[ 'goingOn' ] >;
	onAnswer: ( answer: Answer ) => void;
};

/** SORS may keep several years in one database, and only a person knows: asked here, and to be taken back. */
export function GoingOn( { current, goingOn, onAnswer }: Props ) {
	const { year, waiting, isSaid } = goingOn;
	const action = useAction();
	return (
		<div className="sors-year__going-on">
			<p>
				{ waiting > 0 && <strong>{ waitingText( waiting ) } </strong> }
				{ isSaid
					? sprintf(
							/* translators: %s: name of a database */
							__(
								'You said that the shop goes on in %s in the years to come: no order waits for a new database, and each document has the date of its order.',
								'sors-api-for-woocommerce'
							),
							current
						)
					: sprintf(
							/* translators: 1: name of a database, 2: year */
							__(
								'%1$s holds the books of %2$s. Orders of a newer year wait until the shop has moved to the database of that year. If you keep several years in this one, say so: then none waits.',
								'sors-api-for-woocommerce'
							),
							current,
							String( year )
						) }
			</p>
			<ActionButton
				action={ action }
				name="going-on"
				onPress={ async () =>
					onAnswer( await sayGoingOn( current, ! isSaid ) )
				}
				busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
			>
				{ isSaid
					? __(
							'No, each year has its own database',
							'sors-api-for-woocommerce'
						)
					: sprintf(
							/* translators: %s: name of a database */
							__( 'We go on in %s', 'sors-api-for-woocommerce' ),
							current
						) }
			</ActionButton>
			<Problem error={ action.error } />
		</div>
	);
}

const waitingText = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of orders and refunds */
		_n(
			'%s order or refund waits for the new year.',
			'%s orders or refunds wait for the new year.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);
