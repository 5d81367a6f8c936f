import type { Action, Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import { resolveBody, type Remedy } from '../../contract/rest/outbox';
import { findingKind, type Finding } from '../../contract/rest/reconciliation';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { Badge } from '../../ui/Badge';
import { money } from '../../ui/format';
import { DataTable } from '../../ui/table/DataTable';
import { Button, TextControl } from '../../ui/controls';
import { findingText } from './ReportState';
import { nameOf, type useReconciliation } from './useReconciliation';

type Props = {
	state: ReturnType< typeof useReconciliation >;
};

/** Each order that does not agree; its first remedy is a button, the others are in its menu. */
export function Findings( { state }: Props ) {
	const columns = useMemo( () => fields(), [] );
	const isBusy = ( item: Finding ) => state.action.busy === nameOf( item );
	return (
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
				remedyAction( as, true, state.apply, isBusy ),
				remedyAction( as, false, state.apply, isBusy ),
			] ) }
			empty={
				<p role="status">
					{ __(
						'Every order agrees with its document. There is nothing to do.',
						'sors-api-for-woocommerce'
					) }
				</p>
			}
		/>
	);
}

function remedyAction(
	as: Remedy[ 'as' ],
	isFirst: boolean,
	apply: Props[ 'state' ][ 'apply' ],
	isBusy: ( item: Finding ) => boolean
): Action< Finding > {
	const remedyOf = ( { remedies }: Finding ) =>
		( isFirst ? remedies.slice( 0, 1 ) : remedies.slice( 1 ) ).find(
			( one ) => one.as === as
		);
	const base = {
		id: `${ as }-${ isFirst ? 'first' : 'more' }`,
		isPrimary: isFirst,
		isEligible: ( item: Finding ) => remedyOf( item ) !== undefined,
		label: ( [ item ]: Finding[] ) =>
			item && isBusy( item )
				? __( 'One moment…', 'sors-api-for-woocommerce' )
				: ( ( item && remedyOf( item )?.label ) ?? as ),
	};
	const run = ( item: Finding | undefined, documentNumber?: string ) => {
		const found = item && remedyOf( item );
		return found ? apply( item, found, documentNumber ) : undefined;
	};
	return as === 'sent'
		? {
				...base,
				modalHeader: ( [ item ] ) => orderText( item ),
				RenderModal: ( { items: [ item ], closeModal } ) => (
					<AskDocument
						onClose={ () => closeModal?.() }
						onAnswer={ ( documentNumber ) =>
							void run( item, documentNumber )
						}
					/>
				),
			}
		: { ...base, callback: ( [ item ] ) => void run( item ) };
}

const orderText = ( item: Finding | undefined ): string =>
	sprintf(
		/* translators: %s: number of an order */
		__( 'Order %s', 'sors-api-for-woocommerce' ),
		item?.orderNumber ?? ''
	);

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
		getValue: ( { item } ) => orderText( item ),
	},
	{
		id: 'total',
		label: __( 'Total', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ item.total !== null && money( item.total ) }
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
			label: findingText( value ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const { tone, label } = findingText( item.kind );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
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

type AskProps = {
	onAnswer: ( documentNumber: string ) => void;
	onClose: () => void;
};

/** Which document of SORS it is. */
function AskDocument( { onAnswer, onClose }: AskProps ) {
	const [ typed, setTyped ] = useState( '' );
	const documentNumber = typed.trim();
	return (
		<form
			className="sors-app sors-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				if ( documentNumber !== '' ) {
					onAnswer( documentNumber );
					onClose();
				}
			} }
		>
			<TextControl
				label={ __(
					'Number of the document',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'As it stands on the document in SORS. The order counts as sent under it; nothing is sent.',
					'sors-api-for-woocommerce'
				) }
				value={ typed }
				onChange={ setTyped }
				maxLength={ LONGEST_CODE }
			/>
			<div className="sors-buttons">
				<Button
					type="submit"
					variant="primary"
					disabled={ documentNumber === '' }
					accessibleWhenDisabled
				>
					{ __( 'It is this document', 'sors-api-for-woocommerce' ) }
				</Button>
				<Button variant="tertiary" onClick={ onClose }>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</form>
	);
}
