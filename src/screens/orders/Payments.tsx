import type { Action, Field } from '@wordpress/dataviews/wp';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import { everyItem } from '../../api/client';
import { notePayments, paymentsPage, paymentsQuery } from '../../api/payments';
import { keep } from '../../api/request';
import {
	paymentKind,
	type Payment,
	type PaymentKind,
} from '../../contract/rest/payments';
import { orderText } from '../../orders/texts';
import { CsvButton } from '../../ui/CsvButton';
import { Badge, type Tone } from '../../ui/Badge';
import { csv, figure } from '../../ui/csv';
import { dateTime, money, number, shopClock } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { DataTable } from '../../ui/table/DataTable';
import { listParams, oneOf, type TableQuery } from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';

const ask = ( query: TableQuery ) =>
	paymentsQuery( {
		kind: oneOf( paymentKind, query.filters.kind ),
		...listParams( query ),
	} );

/** What was paid after its document went to SORS: a person enters the payment there and ticks it off here. */
export function Payments() {
	const table = useTable( ask );
	const { data, refetch } = table;
	const action = useAction();
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ said, setSaid ] = useState( '' );
	const columns = useMemo( () => fields(), [] );
	const note = ( items: Payment[], done: boolean ) =>
		action.run( 'note', async () => {
			setSaid( '' );
			try {
				const { noted } = await notePayments(
					items.map( ( { entryId } ) => entryId ),
					done
				);
				setSaid( notedText( noted ) );
				setChosen( [] );
			} finally {
				// Also when it was refused: somebody else may have been faster. Until then its buttons are out of date.
				await refetch();
			}
		} );
	return (
		<>
			{ data && data.total > 0 && (
				<p>
					{ __(
						'These amounts were paid after the document had gone to SORS, and SORS is not told of it. Enter each payment in SORS, then press “Done in SORS” here.',
						'sors-api-for-woocommerce'
					) }
				</p>
			) }
			<div role="status" aria-live="polite">
				{ said !== '' && <p className="sors-said">{ said }</p> }
			</div>
			<Problem error={ action.error } />
			<DataTable
				label={ __( 'Late payments', 'sors-api-for-woocommerce' ) }
				table={ table }
				getId={ idOf }
				fields={ columns }
				layout={ LAYOUT }
				searchLabel={ __(
					'Order or document number',
					'sors-api-for-woocommerce'
				) }
				linkOf={ ( { orderUrl } ) => orderUrl }
				chosen={ chosen }
				onChoose={ setChosen }
				actions={ [
					noteAction(
						'done',
						__( 'Done in SORS', 'sors-api-for-woocommerce' ),
						( { kind } ) => kind !== 'entered',
						( items ) => note( items, true ),
						action.busy !== null
					),
					noteAction(
						'undo',
						__(
							'Not in SORS after all',
							'sors-api-for-woocommerce'
						),
						( { kind } ) => kind === 'entered',
						( items ) => note( items, false ),
						action.busy !== null
					),
				] }
				header={ <CsvButton action={ action } onPress={ download } /> }
				empty={
					<p role="status">
						{ data?.known === false
							? __(
									'SORS’ interface does not take what was paid of a document, so it is not known which documents are unpaid there.',
									'sors-api-for-woocommerce'
								)
							: __(
									'No payments like that.',
									'sors-api-for-woocommerce'
								) }
					</p>
				}
			/>
		</>
	);
}

const noteAction = (
	id: string,
	label: string,
	isEligible: ( item: Payment ) => boolean,
	callback: ( items: Payment[] ) => Promise< boolean >,
	disabled: boolean
): Action< Payment > => ( {
	id,
	label,
	disabled,
	isPrimary: true,
	supportsBulk: true,
	isEligible,
	callback: ( items ) => void callback( items ),
} );

const notedText = ( noted: number ): string =>
	noted === 0
		? __(
				'Nothing was noted: it has changed meanwhile.',
				'sors-api-for-woocommerce'
			)
		: sprintf(
				/* translators: %s: number of payments */
				_n(
					'Noted for %s payment.',
					'Noted for %s payments.',
					noted,
					'sors-api-for-woocommerce'
				),
				number( noted )
			);

/** All of which something is to be done, not just the page that is shown. */
async function download(): Promise< void > {
	const head = [
		__( 'Order', 'sors-api-for-woocommerce' ),
		__( 'Document in SORS', 'sors-api-for-woocommerce' ),
		__( 'Database', 'sors-api-for-woocommerce' ),
		__( 'Amount', 'sors-api-for-woocommerce' ),
		__( 'Paid on', 'sors-api-for-woocommerce' ),
		__( 'Payment method', 'sors-api-for-woocommerce' ),
		__( 'What to do', 'sors-api-for-woocommerce' ),
	];
	const rows = (
		await everyItem( 100, ( { entryId } ) => entryId, paymentsPage )
	).map( ( item ) => [
		item.orderNumber,
		item.document,
		item.database ?? '',
		figure( item.amount ),
		item.paidAt ? shopClock( item.paidAt ).slice( 0, 10 ) : '',
		item.method,
		kindText( item.kind ).label,
	] );
	keep( csv( [ head, ...rows ] ), 'sors-payments.csv' );
}

const idOf = ( { entryId }: Payment ): string => String( entryId );

function kindText( kind: PaymentKind ): { tone: Tone; label: string } {
	switch ( kind ) {
		case 'enter':
			return {
				tone: 'warning',
				label: __(
					'Enter the payment in SORS',
					'sors-api-for-woocommerce'
				),
			};
		case 'entered':
			return {
				tone: 'good',
				label: __( 'Done in SORS', 'sors-api-for-woocommerce' ),
			};
		case 'takeBack':
			return {
				tone: 'bad',
				label: __(
					'Document cancelled: take the payment back in SORS',
					'sors-api-for-woocommerce'
				),
			};
		default:
			return { tone: 'neutral', label: kind satisfies never };
	}
}

const LAYOUT = {
	title: 'order',
	description: 'paid',
	columns: [ 'amount', 'document', 'kind' ],
	list: [ 'amount', 'document', 'kind' ],
	styles: {
		amount: { width: '130px', align: 'end' as const },
		document: { width: '200px' },
	},
};

const fields = (): Field< Payment >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
		getValue: ( { item } ) => orderText( { number: item.orderNumber } ),
	},
	{
		id: 'paid',
		label: __( 'Paid on', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ item.method }
				<br />
				{ item.paidAt && dateTime( item.paidAt ) }
			</span>
		),
	},
	{
		id: 'amount',
		label: __( 'Amount', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__amount">{ money( item.amount ) }</span>
		),
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<div>
				<span className="sors-unbroken">{ item.document }</span>
				<br />
				<span className="sors-table__more">{ item.database }</span>
			</div>
		),
	},
	{
		id: 'kind',
		label: __( 'What to do', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: paymentKind.options.map( ( value ) => ( {
			value,
			label: kindText( value ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const { tone, label } = kindText( item.kind );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
	},
];
