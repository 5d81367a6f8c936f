import type { Action, Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';
import { useMemo } from 'react';
import type { ChosenDocument } from '../../api/orders';
import { resolveBody, type Remedy } from '../../contract/rest/outbox';
import { findingKind, type Finding } from '../../contract/rest/reconciliation';
import { orderText } from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { Confirm } from '../../ui/Confirm';
import { money } from '../../ui/format';
import { DataTable } from '../../ui/table/DataTable';
import { Choice } from './Choice';
import { findingLabel } from './ReportState';
import { nameOf, type useReconciliation } from './useReconciliation';

type Props = {
	state: ReturnType< typeof useReconciliation >;
};

/** Each order that does not agree; its first remedy is a button, the others are in its menu. */
export function Findings( { state }: Props ) {
	const columns = useMemo( () => fields(), [] );
	return (
		<>
			<DataTable
				label={ __(
					'Orders that do not agree with SORS',
					'sors-api-for-woocommerce'
				) }
				table={ state.table }
				getId={ nameOf }
				fields={ columns }
				layout={ LAYOUT }
				searchLabel={ __(
					'Order or document number',
					'sors-api-for-woocommerce'
				) }
				linkOf={ ( { orderUrl } ) => orderUrl }
				actions={ [
					'send' as const,
					...resolveBody.shape.as.options,
				].flatMap( ( as ) => [
					remedyAction( as, true, state ),
					remedyAction( as, false, state ),
				] ) }
				empty={ <p role="status">{ nothingText( state ) }</p> }
			/>
			{ state.asked && (
				<Confirm
					title={ titleOf( state.asked.finding ) }
					yes={ state.asked.remedy.label }
					onYes={ () => void state.confirm() }
					onClose={ state.forget }
				>
					<p>{ state.asked.text }</p>
				</Confirm>
			) }
		</>
	);
}

/** Good news only where all was asked for and compared. */
function nothingText( { table, report }: Props[ 'state' ] ): string {
	if ( table.isFiltered ) {
		return __( 'No orders match.', 'sors-api-for-woocommerce' );
	}
	if ( report?.state !== 'done' ) {
		return __( 'Nothing found so far.', 'sors-api-for-woocommerce' );
	}
	return report.unchecked === null
		? __(
				'Every order agrees with its document. There is nothing to do.',
				'sors-api-for-woocommerce'
			)
		: __(
				'Nothing was found that does not agree. What could not be checked is said above.',
				'sors-api-for-woocommerce'
			);
}

function remedyAction(
	as: Remedy[ 'as' ],
	isFirst: boolean,
	{ apply, action: { busy } }: Props[ 'state' ]
): Action< Finding > {
	const remedyOf = ( { remedies }: Finding ) =>
		( isFirst ? remedies.slice( 0, 1 ) : remedies.slice( 1 ) ).find(
			( one ) => one.as === as
		);
	const base = {
		id: `${ as }-${ isFirst ? 'first' : 'more' }`,
		isPrimary: isFirst,
		disabled: busy !== null,
		isEligible: ( item: Finding ) => remedyOf( item ) !== undefined,
		label: ( [ item ]: Finding[] ) =>
			item && busy === nameOf( item )
				? __( 'One moment…', 'sors-api-for-woocommerce' )
				: ( ( item && remedyOf( item )?.label ) ?? as ),
	};
	const run = ( item: Finding | undefined, document?: ChosenDocument ) => {
		const found = item && remedyOf( item );
		return found ? apply( item, found, document ) : undefined;
	};
	const modalHeader = ( [ item ]: Finding[] ) => titleOf( item );
	if ( as === 'sent' ) {
		return {
			...base,
			modalHeader,
			RenderModal: ( { items: [ item ], closeModal } ) =>
				item?.entryId ? (
					<div className="sors-app sors-form">
						<Choice
							entryId={ item.entryId }
							isBusy={ busy !== null }
							mayType={ item.kind !== 'uncertain' }
							onChoose={ ( document ) => {
								void run( item, document );
								closeModal?.();
							} }
						/>
					</div>
				) : (
					<></>
				),
		};
	}
	return { ...base, callback: ( [ item ] ) => void run( item ) };
}

/** The order's, and that of its document where it is another. */
function Totals( { of: { total, documentTotal } }: { of: Finding } ) {
	const isOther =
		documentTotal !== null &&
		Number( documentTotal ) !== Number( total?.amount );
	return (
		<>
			{ total && money( total.amount, total.currency ) }
			{ total && isOther && <br /> }
			{ isOther &&
				sprintf(
					/* translators: %s: amount */
					__( 'Document: %s', 'sors-api-for-woocommerce' ),
					money( documentTotal )
				) }
		</>
	);
}

const titleOf = ( item: Finding | undefined ): string =>
	orderText( { number: item?.orderNumber ?? '' } );

const LAYOUT = {
	title: 'order',
	description: 'total',
	columns: [ 'kind', 'document', 'message' ],
	list: [ 'kind', 'document', 'message' ],
	styles: {
		kind: { width: '150px' },
		document: { width: '150px' },
		message: { minWidth: '240px', maxWidth: '460px' },
	},
};

const fields = (): Field< Finding >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
		getValue: ( { item } ) => titleOf( item ),
	},
	{
		id: 'total',
		label: __( 'Total', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				<Totals of={ item } />
			</span>
		),
	},
	{
		id: 'kind',
		label: __( 'What is wrong', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: findingKind.options.map( ( value ) => ( {
			value,
			label: findingLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		// The colour of an order that needs a person.
		render: ( { item } ) => (
			<Badge tone="bad">{ findingLabel( item.kind ) }</Badge>
		),
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		getValue: ( { item } ) => item.documentNumber ?? '',
	},
	{
		id: 'message',
		label: __( 'Explanation', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__reason">{ item.message }</span>
		),
	},
];
