import { Button, CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { MouseEvent } from 'react';
import type { OutboxRow } from '../../contract/outbox';
import { ActionButton } from '../../ui/ActionButton';
import { Badge } from '../../ui/Badge';
import { dateTime, money } from '../../ui/format';
import type { Action } from '../../ui/useAction';
import { canSend, documentText, orderText, stateText } from './texts';

type Props = {
	rows: OutboxRow[];
	action: Action;
	chosen: number[];
	onChoose: ( id: number, isOn: boolean ) => void;
	onSend: ( row: OutboxRow ) => Promise< void >;
	/** The button is where the focus goes back to. */
	onOpen: ( row: OutboxRow, button: HTMLElement ) => void;
	openId: number | null;
};

export function OrdersTable( { rows, ...props }: Props ) {
	const heads = [
		__( 'Choose', 'sors-api-for-woocommerce' ),
		__( 'Order', 'sors-api-for-woocommerce' ),
		__( 'State', 'sors-api-for-woocommerce' ),
		__( 'Document in SORS', 'sors-api-for-woocommerce' ),
		__( 'Last error', 'sors-api-for-woocommerce' ),
		__( 'Actions', 'sors-api-for-woocommerce' ),
	];
	return (
		<div className="sors-scroll">
			<table className="widefat striped sors-table">
				<thead>
					<tr>
						{ heads.map( ( head, index ) => (
							<th key={ head } scope="col">
								{ index === 0 ? (
									<span className="screen-reader-text">
										{ head }
									</span>
								) : (
									head
								) }
							</th>
						) ) }
					</tr>
				</thead>
				<tbody>
					{ rows.map( ( row ) => (
						<Line key={ row.id } row={ row } { ...props } />
					) ) }
				</tbody>
			</table>
		</div>
	);
}

type LineProps = Omit< Props, 'rows' > & { row: OutboxRow };

function Line( {
	row,
	action,
	chosen,
	onChoose,
	onSend,
	onOpen,
	openId,
}: LineProps ) {
	const { tone, label } = stateText( row.state );
	return (
		<tr data-outbox-row={ row.id } data-state={ row.state }>
			<td>
				{ canSend( row ) && (
					<CheckboxControl
						aria-label={ sprintf(
							/* translators: %s: an order, such as "Order 1042" */
							__( 'Choose: %s', 'sors-api-for-woocommerce' ),
							orderText( row )
						) }
						checked={ chosen.includes( row.id ) }
						onChange={ ( isOn ) => onChoose( row.id, isOn ) }
						__nextHasNoMarginBottom
					/>
				) }
			</td>
			<th scope="row">
				{ row.orderUrl ? (
					<a href={ row.orderUrl }>{ orderText( row ) }</a>
				) : (
					orderText( row )
				) }
				<span className="sors-table__more">
					{ dateTime( row.createdAt ) }
					{ row.total !== null && ` · ${ money( row.total ) }` }
				</span>
			</th>
			<td>
				<Badge tone={ tone }>{ label }</Badge>
			</td>
			<td>
				{ row.documentNumber ?? row.documentId ?? '' }
				<span className="sors-table__more">
					{ documentText( row ) }
				</span>
			</td>
			<td>{ row.lastError?.message }</td>
			<td>
				<div className="sors-buttons">
					{ canSend( row ) && (
						<ActionButton
							action={ action }
							name={ `send ${ row.id }` }
							label={ sprintf(
								/* translators: %s: an order, such as "Order 1042" */
								__( 'Send: %s', 'sors-api-for-woocommerce' ),
								orderText( row )
							) }
							onPress={ () => onSend( row ) }
							busyLabel={ __(
								'Sending…',
								'sors-api-for-woocommerce'
							) }
						>
							{ __( 'Send', 'sors-api-for-woocommerce' ) }
						</ActionButton>
					) }
					<Button
						variant="tertiary"
						aria-expanded={ openId === row.id }
						aria-label={ sprintf(
							/* translators: %s: an order, such as "Order 1042" */
							__( 'Details: %s', 'sors-api-for-woocommerce' ),
							orderText( row )
						) }
						onClick={ ( event: MouseEvent< HTMLElement > ) =>
							onOpen( row, event.currentTarget )
						}
						__next40pxDefaultSize
					>
						{ __( 'Details', 'sors-api-for-woocommerce' ) }
					</Button>
				</div>
			</td>
		</tr>
	);
}
