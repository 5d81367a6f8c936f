import { __ } from '@wordpress/i18n';
import { everyItem } from '../api/client';
import { keep } from '../api/request';
import { runItemsPage } from '../api/runs';
import type { Run, RunItem } from '../contract/rest/runs';
import { csv, figure } from '../ui/csv';
import { fieldLabel, valueWord } from './Changes';
import { resultLabel } from './states';

const FIGURES = [ 'price', 'stock', 'vat' ];
const NONE = { field: '', from: null, to: null };

/** All items of a run as a file, not just the page that is shown: one line for each field that changes, a single one where none does. */
export async function downloadRunItems( run: Run ): Promise< void > {
	const items = await everyItem(
		500,
		( { id }: RunItem ) => id,
		( query ) => runItemsPage( run, query )
	);
	keep(
		csv( [ head(), ...items.flatMap( ( item ) => rowsOf( run, item ) ) ] ),
		`sors-${ run.kind }-${ run.id }.csv`
	);
}

const head = () => [
	__( 'Item code', 'sors-api-for-woocommerce' ),
	__( 'Name', 'sors-api-for-woocommerce' ),
	__( 'Outcome', 'sors-api-for-woocommerce' ),
	__( 'Field', 'sors-api-for-woocommerce' ),
	__( 'From', 'sors-api-for-woocommerce' ),
	__( 'To', 'sors-api-for-woocommerce' ),
	__( 'Reason', 'sors-api-for-woocommerce' ),
];

const rowsOf = ( run: Run, item: RunItem ): string[][] =>
	( item.changes.length > 0 ? item.changes : [ NONE ] ).map(
		( { field, from, to } ) => [
			item.code,
			item.name,
			resultLabel( run, item ),
			fieldLabel( field ),
			written( field, from ),
			written( field, to ),
			item.reason ?? '',
		]
	);

const written = ( field: string, value: string | null ): string =>
	FIGURES.includes( field )
		? figure( value ?? '' )
		: valueWord( field, value ?? '' );
