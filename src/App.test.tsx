import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { App } from './App';
import { noteFirstRunStage } from './ui/first-run-stage';
import { goTo, useParam } from './ui/navigation';

vi.mock( './screens/products', () => ( {
	default: function Products() {
		if ( useParam( 'view' ) === 'history' ) {
			throw new TypeError( 'x is not a function' );
		}
		return <p>Products from SORS</p>;
	},
} ) );

it( 'keeps its tabs where a screen breaks, and shows the next place', async () => {
	const log = vi.spyOn( console, 'error' ).mockImplementation( () => {} );
	goTo( 'products', { view: 'history' } );
	render( <App /> );
	expect(
		await screen.findByText( 'Something went wrong in this page.' )
	).toBeVisible();
	expect( screen.getByRole( 'link', { name: 'Orders' } ) ).toBeVisible();
	act( () => goTo( 'products' ) );
	expect( await screen.findByText( 'Products from SORS' ) ).toBeVisible();
	log.mockClear();
} );

it( 'leads back to the first run only until it is finished', async () => {
	const page = document.createElement( 'div' );
	page.id = 'sors-api-app';
	document.body.append( page );
	goTo( 'products' );
	render( <App /> );
	expect( await screen.findByText( 'Products from SORS' ) ).toBeVisible();
	const unfinished = /The first run is not finished/;
	for ( const stage of [ 'new', 'begun' ] as const ) {
		act( () => noteFirstRunStage( stage ) );
		expect( screen.getByText( unfinished ) ).toBeVisible();
	}
	act( () => noteFirstRunStage( 'finished' ) );
	expect( screen.queryByText( unfinished ) ).toBeNull();
	page.remove();
} );
