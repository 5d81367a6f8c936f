import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { decideDocument } from '../../api/orders';
import type {
	DocumentWithoutOrder,
	Reconciliation,
} from '../../contract/rest/reconciliation';
import { ActionButton } from '../../ui/ActionButton';
import { Confirm } from '../../ui/Confirm';
import { day, money } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = {
	report: Reconciliation;
	/** Ends once it is seen what is left to decide. */
	onDecided: () => Promise< unknown >;
};

/** What SORS has with the mark of this shop, of orders that are not here, as after a restored backup. */
export function DocumentsWithoutOrder( { report, onDecided }: Props ) {
	const action = useAction();
	const [ asked, setAsked ] = useState< DocumentWithoutOrder | null >( null );
	const decide = async (
		{ database, documentId }: DocumentWithoutOrder,
		as: 'cancel' | 'leave'
	) => {
		try {
			await decideDocument( { database, documentId, as } );
		} finally {
			await onDecided();
		}
	};
	if ( report.documentsWithoutOrder.length === 0 ) {
		return <Problem error={ action.error } />;
	}
	return (
		<section>
			<h3>
				{ __(
					'Documents without an order',
					'sors-api-for-woocommerce'
				) }
			</h3>
			<p>
				{ __(
					'SORS has these documents with the mark of this shop, and their orders are not here or are not to be sent: they were made after a backup that was restored since, most likely. Cancel those whose goods were not sold. Leave those that stand for something, or that another shop with the same mark has made.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<ul>
				{ report.documentsWithoutOrder.map( ( document ) => {
					const name = nameOf( document );
					return (
						<li key={ name }>
							{ titleOf( document ) }
							<div className="sors-buttons">
								{ report.canCancel && (
									<ActionButton
										action={ action }
										name={ `cancel-${ name }` }
										label={ `${ cancelLabel() }: ${ document.number }` }
										onPress={ async () =>
											setAsked( document )
										}
										busyLabel={ __(
											'Cancelling…',
											'sors-api-for-woocommerce'
										) }
									>
										{ cancelLabel() }
									</ActionButton>
								) }
								<ActionButton
									action={ action }
									name={ `leave-${ name }` }
									label={ `${ leaveLabel() }: ${ document.number }` }
									variant="tertiary"
									onPress={ () =>
										decide( document, 'leave' )
									}
									busyLabel={ __(
										'Saving…',
										'sors-api-for-woocommerce'
									) }
								>
									{ leaveLabel() }
								</ActionButton>
							</div>
						</li>
					);
				} ) }
			</ul>
			<Problem error={ action.error } />
			{ asked && (
				<Confirm
					title={ titleOf( asked ) }
					yes={ cancelLabel() }
					onYes={ () =>
						void action.run( `cancel-${ nameOf( asked ) }`, () =>
							decide( asked, 'cancel' )
						)
					}
					onClose={ () => setAsked( null ) }
				>
					<p>
						{ __(
							'For stock and debt it no longer counts in SORS. This cannot be taken back from here.',
							'sors-api-for-woocommerce'
						) }
					</p>
				</Confirm>
			) }
		</section>
	);
}

const cancelLabel = () => __( 'Cancel it in SORS', 'sors-api-for-woocommerce' );
const leaveLabel = () => __( 'Leave it', 'sors-api-for-woocommerce' );

const nameOf = ( { database, documentId }: DocumentWithoutOrder ): string =>
	`${ database }-${ documentId }`;

const titleOf = ( {
	kind,
	number,
	date,
	total,
}: DocumentWithoutOrder ): string =>
	total === null
		? sprintf(
				/* translators: 1: kind of document, 2: its number, 3: its date */
				__( '%1$s %2$s of %3$s', 'sors-api-for-woocommerce' ),
				kind,
				number,
				day( date )
			)
		: sprintf(
				/* translators: 1: kind of document, 2: its number, 3: its date, 4: amount */
				__( '%1$s %2$s of %3$s, %4$s', 'sors-api-for-woocommerce' ),
				kind,
				number,
				day( date ),
				money( total )
			);
