import { __, _n, sprintf } from '@wordpress/i18n';
import { sayCarriedOver } from '../../../api/year-change';
import type { YearChange } from '../../../contract/rest/year-change';
import { ActionButton } from '../../../ui/ActionButton';
import { number } from '../../../ui/format';
import { Problem } from '../../../ui/Problem';
import { useAction } from '../../../ui/useAction';

type Props = Pick< YearChange, 'former' > & {
	onAnswer: ( answer: YearChange ) => void;
};

/** Only a person knows whether reservations of the old year were carried over: asked here, and to be taken back. */
export function Former( { former, onAnswer }: Props ) {
	const action = useAction();
	return (
		<>
			{ former
				.filter( ( { openDocuments } ) => openDocuments > 0 )
				.map( ( { name, openDocuments, carriedOver } ) => (
					<div key={ name } className="sors-year__former">
						<p>
							<strong>{ openText( name, openDocuments ) }</strong>{ ' ' }
							{ carriedOver
								? __(
										'You said that they were carried over into the new year: SORS takes their goods off what is available.',
										'sors-api-for-woocommerce'
									)
								: __(
										'Were they carried over into the new year in SORS? Until you say so, the shop keeps their goods back itself, so it never sells them twice.',
										'sors-api-for-woocommerce'
									) }
						</p>
						<ActionButton
							action={ action }
							name={ name }
							onPress={ async () =>
								onAnswer(
									await sayCarriedOver( name, ! carriedOver )
								)
							}
							busyLabel={ __(
								'Saving…',
								'sors-api-for-woocommerce'
							) }
						>
							{ carriedOver
								? __(
										'No, they were not',
										'sors-api-for-woocommerce'
									)
								: __(
										'Yes, they were carried over',
										'sors-api-for-woocommerce'
									) }
						</ActionButton>
					</div>
				) ) }
			<Problem error={ action.error } />
		</>
	);
}

const openText = ( database: string, count: number ): string =>
	sprintf(
		/* translators: 1: number of orders, 2: name of a database */
		_n(
			'%1$s order has an open document in %2$s.',
			'%1$s orders have open documents in %2$s.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count ),
		database
	);
