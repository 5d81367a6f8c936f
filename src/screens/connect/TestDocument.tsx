import { useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { makeTestDocument, showTestDocument } from '../../api/runs';
import type { TestDocument as Shown } from '../../contract/rest/first-run';
import { documentKinds, labelOf } from '../../settings/choices';
import type { StepProps } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { decimal, money } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

/** What an order would become, before there is one: made where that does no harm, else shown. */
export function TestDocument( { response }: Pick< StepProps, 'response' > ) {
	const { database } = response.settings;
	const action = useAction();
	const [ document, setDocument ] = useState< Shown | null >( null );
	const isForTrying = database === response.shop.testDatabase;
	const isMade = Boolean( document?.made );
	return (
		<Panel
			title={ __( 'A test document', 'sors-api-for-woocommerce' ) }
			className="sors-all-set"
			// Its button goes.
			shown={ isMade }
		>
			<p>
				{ isForTrying
					? sprintf(
							/* translators: %s: name of a database */
							__(
								'%s is there for trying: one document with an invented buyer can be made in it. It is no order of your shop and changes nothing here.',
								'sors-api-for-woocommerce'
							),
							database
						)
					: sprintf(
							/* translators: %s: name of a database */
							__(
								'%s holds the books of your business, so nothing is made there. See what an order would become, with an invented buyer.',
								'sors-api-for-woocommerce'
							),
							database
						) }
			</p>
			{ ! isMade && (
				<div className="sors-buttons">
					<ActionButton
						action={ action }
						name="document"
						onPress={ async () => {
							setDocument( null );
							setDocument(
								await ( isForTrying
									? makeTestDocument()
									: showTestDocument() )
							);
						} }
						busyLabel={ __(
							'One moment…',
							'sors-api-for-woocommerce'
						) }
					>
						{ isForTrying
							? __(
									'Make a test document',
									'sors-api-for-woocommerce'
								)
							: __(
									'Show what would be sent',
									'sors-api-for-woocommerce'
								) }
					</ActionButton>
				</div>
			) }
			<Problem error={ action.error } />
			<div role="status">
				{ document && <Content document={ document } /> }
			</div>
		</Panel>
	);
}

function Content( { document }: { document: Shown } ) {
	const { kind, made, buyer, lines, total, body } = document;
	const kindName = labelOf( documentKinds(), kind );
	return (
		<>
			<p className={ made ? 'sors-said' : undefined }>
				{ made
					? sprintf(
							/* translators: 1: kind of document, 2: its number */
							__(
								'Made in SORS: %1$s %2$s. You find it there under that number.',
								'sors-api-for-woocommerce'
							),
							kindName,
							made
						)
					: sprintf(
							/* translators: %s: kind of document */
							__(
								'This would be sent: %s. Nothing was made in SORS.',
								'sors-api-for-woocommerce'
							),
							kindName
						) }
			</p>
			<dl className="sors-facts">
				<div>
					<dt>{ __( 'Buyer', 'sors-api-for-woocommerce' ) }</dt>
					<dd>{ buyer }</dd>
				</div>
				{ lines.map( ( line, index ) => (
					<div key={ index }>
						<dt>
							{ sprintf(
								/* translators: 1: quantity, 2: name of an item */
								__( '%1$s × %2$s', 'sors-api-for-woocommerce' ),
								decimal( line.quantity ),
								line.name
							) }
						</dt>
						<dd>
							{ money( line.total ) }{ ' ' }
							{ line.vatRate &&
								sprintf(
									/* translators: %s: VAT rate */
									__(
										'(VAT %s %%)',
										'sors-api-for-woocommerce'
									),
									decimal( line.vatRate )
								) }
						</dd>
					</div>
				) ) }
				<div>
					<dt>{ __( 'Total', 'sors-api-for-woocommerce' ) }</dt>
					<dd>{ money( total ) }</dd>
				</div>
			</dl>
			<details>
				<summary>
					{ __( 'Technical details', 'sors-api-for-woocommerce' ) }
				</summary>
				<pre
					className="sors-scroll"
					role="region"
					aria-label={ __(
						'Technical details',
						'sors-api-for-woocommerce'
					) }
					tabIndex={ 0 }
				>
					{ body }
				</pre>
			</details>
		</>
	);
}
