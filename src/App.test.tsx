import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { App } from './App';
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
