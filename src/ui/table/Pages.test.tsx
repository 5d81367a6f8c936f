import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Pages } from './Pages';

const shown = ( page: number, last: number ) => {
	const onPage = vi.fn();
	render( <Pages page={ page } last={ last } onPage={ onPage } /> );
	return onPage;
};

const number = () => screen.getByRole( 'spinbutton', { name: 'Page' } );

it( 'says how many pages there are, and leads to the next ones', async () => {
	const onPage = shown( 3, 10_000 );
	expect( number() ).toHaveValue( 3 );
	expect( screen.getByText( 'of 10,000' ) ).toBeVisible();
	await userEvent.click(
		screen.getByRole( 'button', { name: 'Next page' } )
	);
	await userEvent.click(
		screen.getByRole( 'button', { name: 'Previous page' } )
	);
	expect( onPage.mock.calls ).toEqual( [ [ 4 ], [ 2 ] ] );
} );

it( 'goes to the page that is typed, and not further than the last one', async () => {
	const onPage = shown( 3, 10_000 );
	await userEvent.clear( number() );
	await userEvent.type( number(), '7512{Enter}' );
	await userEvent.clear( number() );
	await userEvent.type( number(), '20000' );
	await userEvent.tab();
	expect( onPage.mock.calls ).toEqual( [ [ 7512 ], [ 10_000 ] ] );
} );

it.each( [
	[ '5', 'Next page', 5 ],
	[ '2', 'Next page', 2 ],
	[ '7', 'Previous page', 7 ],
	// Nothing was asked for by that.
	[ '3', 'Next page', 4 ],
	[ '', 'Previous page', 2 ],
] )(
	'goes to the page that is typed, and no further, with “%s” and a press on “%s”',
	async ( typed, name, page ) => {
		const user = userEvent.setup();
		const onPage = vi.fn();
		const Paged = () => {
			const [ current, setCurrent ] = useState( 3 );
			onPage( current );
			return <Pages page={ current } last={ 9 } onPage={ setCurrent } />;
		};
		render( <Paged /> );
		await user.clear( number() );
		if ( typed !== '' ) {
			await user.type( number(), typed );
		}
		await user.click( screen.getByRole( 'button', { name } ) );
		await user.tab();
		expect( number() ).toHaveValue( page );
		expect( new Set( onPage.mock.calls.flat() ) ).toEqual(
			new Set( [ 3, page ] )
		);
	}
);

it.each( [ '', '0', '-2', '3' ] )(
	'stays where it is with “%s”',
	async ( typed ) => {
		const onPage = shown( 3, 10_000 );
		await userEvent.clear( number() );
		await userEvent.type( number(), `${ typed }{Enter}` );
		expect( onPage ).not.toHaveBeenCalled();
		expect( number() ).toHaveValue( 3 );
	}
);

it( 'leads nowhere from the ends, and is not there for one page', () => {
	shown( 1, 2 );
	expect(
		screen.getByRole( 'button', { name: 'Previous page' } )
	).toHaveAttribute( 'aria-disabled', 'true' );
	const { container } = render(
		<Pages page={ 1 } last={ 1 } onPage={ vi.fn() } />
	);
	expect( container ).toBeEmptyDOMElement();
} );
