import { act, render, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ChartCard, type Row } from './ChartCard';

const rows: Row[] = [
	{
		date: '2026-11-23T00:00:00',
		label: 'Nov 23, 2026',
		values: { sent: 3, refused: 0 },
	},
	{
		date: '2026-11-24T00:00:00',
		label: 'Nov 24, 2026',
		values: { sent: 1200, refused: 1 },
	},
];

const show = ( given: Row[] ) =>
	render(
		<ChartCard
			title="Orders by day"
			rowTitle="Day"
			series={ [
				{ key: 'sent', label: 'In SORS', tone: 'good' },
				{ key: 'refused', label: 'Refused', tone: 'bad' },
				{ key: 'waiting', label: 'Waiting', tone: 'waiting' },
			] }
			rows={ given }
			empty="No orders yet."
		/>
	);

it( 'has every figure in a table, the latest first', () => {
	show( rows );
	const table = within( screen.getByRole( 'table', { hidden: true } ) );
	expect(
		table
			.getAllByRole( 'row', { hidden: true } )
			.map( ( { textContent } ) => textContent )
	).toEqual( [
		'DayIn SORSRefused',
		'Nov 24, 20261,2001',
		'Nov 23, 202630',
	] );
} );

it( 'says that there is nothing to show, and shows no empty table', () => {
	show( [] );
	expect( screen.getByText( 'No orders yet.' ) ).toBeVisible();
	expect( screen.queryByText( 'Show as a table' ) ).toBeNull();
} );

const skeleton = () => screen.queryByText( 'Loading…' );

it( 'waits for nothing where the page says that WooCommerce’s script does not come', () => {
	const state = vi
		.spyOn( document, 'readyState', 'get' )
		.mockReturnValue( 'loading' );
	const page = document.createElement( 'div' );
	page.id = 'sors-api-app';
	page.dataset.woocommerce = 'missing';
	document.body.append( page );
	show( rows );
	expect( skeleton() ).toBeNull();
	page.remove();
	state.mockRestore();
} );

it( 'waits for WooCommerce’s script as long as the page is read, and no longer', () => {
	const state = vi
		.spyOn( document, 'readyState', 'get' )
		.mockReturnValue( 'loading' );
	show( rows );
	expect( skeleton() ).toBeVisible();
	act( () => {
		state.mockReturnValue( 'complete' );
		document.dispatchEvent( new Event( 'DOMContentLoaded' ) );
	} );
	expect( skeleton() ).toBeNull();
} );
