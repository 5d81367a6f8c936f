import { useMemo } from 'react';
import { __ } from '@wordpress/i18n';
import { downloadRunItems, runItemsQuery } from '../../api/runs';
import {
	runItemOutcome,
	type Run,
	type RunItemOutcome,
} from '../../contract/rest/runs';
import { kindTexts } from '../../runs/states';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { listParams, oneOf } from '../../ui/table/listParams';
import { ServerTable } from '../../ui/table/ServerTable';
import { firstQuery, type TableQuery } from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';
import { itemFields, itemLayout } from './itemFields';

/** What a person wants to see first: what is asked of them, then what went wrong. */
function firstFilter( run: Run ): Record< string, RunItemOutcome > {
	if ( run.state === 'awaiting_approval' ) {
		return { outcome: 'planned' };
	}
	if ( run.failed > 0 ) {
		return { outcome: 'failed' };
	}
	return run.skipped > 0 ? { outcome: 'skipped' } : {};
}

/** The items of a run, with filter, search and the whole of it as a file. */
export function RunReport( { run }: { run: Run } ) {
	const first = { ...firstQuery, filters: firstFilter( run ) };
	const ask = ( query: TableQuery ) =>
		runItemsQuery( run, {
			outcome: oneOf( runItemOutcome, query.filters.outcome ),
			...listParams( query ),
		} );
	const table = useTable( ask, { first } );
	const fields = useMemo( () => itemFields(), [] );
	const action = useAction();

	return (
		<div className="sors-report">
			<Problem error={ action.error } />
			<ServerTable
				table={ table }
				label={ kindTexts( run.kind ).title }
				getId={ ( { id } ) => String( id ) }
				fields={ fields }
				layout={ itemLayout }
				searchLabel={ __(
					'Search by code or name',
					'sors-api-for-woocommerce'
				) }
				linkOf={ ( { productUrl } ) => productUrl }
				actions={ [
					{
						id: 'product',
						label: __(
							'Open the product',
							'sors-api-for-woocommerce'
						),
						isEligible: ( { productUrl } ) => productUrl !== null,
						callback: ( [ item ] ) => {
							if ( item?.productUrl ) {
								window.location.assign( item.productUrl );
							}
						},
					},
				] }
				header={
					<ActionButton
						action={ action }
						name="csv"
						variant="tertiary"
						onPress={ () => downloadRunItems( run ) }
						busyLabel={ __(
							'Downloading…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Download as CSV', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				}
				empty={
					<p role="status">
						{ __(
							'No items like that in this run.',
							'sors-api-for-woocommerce'
						) }
					</p>
				}
			/>
		</div>
	);
}
