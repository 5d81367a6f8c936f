import { render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { SidePanel } from './Panel';
import userEvent from '@testing-library/user-event';

/** A list whose lines open a panel that holds a form, which goes once it has done its work. */
function List() {
	const [ open, setOpen ] = useState< number | null >( null );
	const [ isDone, setDone ] = useState( false );
	return (
		<>
			{ [ 1042, 1043 ].map( ( order ) => (
				<button key={ order } onClick={ () => setOpen( order ) }>
					{ order }
				</button>
			) ) }
			{ open !== null && (
				<SidePanel
					of={ open }
					title={ `Order ${ open }` }
					onClose={ () => setOpen( null ) }
				>
					{ ! isDone && (
						<button onClick={ () => setDone( true ) }>
							Decide
						</button>
					) }
				</SidePanel>
			) }
		</>
	);
}

const title = () => screen.getByRole( 'heading', { name: /^Order/ } );

it( 'takes the keyboard to its title, again for each order', async () => {
	const user = userEvent.setup();
	render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	expect( title() ).toHaveFocus();
	expect( screen.getByRole( 'complementary' ) ).toHaveAccessibleName(
		'Order 1042'
	);
	await user.click( screen.getByText( '1043' ) );
	expect( title() ).toHaveFocus();
	expect( title() ).toHaveTextContent( 'Order 1043' );
} );

it( 'goes at the Escape key, from anywhere in it', async () => {
	const user = userEvent.setup();
	render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	screen.getByText( 'Decide' ).focus();
	await user.keyboard( '{Escape}' );
	expect( screen.queryByRole( 'complementary' ) ).toBeNull();
} );

it( 'does not lose the keyboard with a form that has done its work', async () => {
	const user = userEvent.setup();
	render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	await user.click( screen.getByText( 'Decide' ) );
	expect( screen.queryByText( 'Decide' ) ).toBeNull();
	expect( title() ).toHaveFocus();
} );

it( 'leaves the keyboard where somebody took it to', async () => {
	const user = userEvent.setup();
	const { rerender } = render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	screen.getByText( '1043' ).focus();
	rerender( <List /> );
	expect( screen.getByText( '1043' ) ).toHaveFocus();
} );

function onAPhone() {
	vi.spyOn( window, 'matchMedia' ).mockImplementation(
		( query ) =>
			( {
				matches: query === '(max-width: 1199px)',
				addEventListener: () => {},
				removeEventListener: () => {},
			} ) as unknown as MediaQueryList
	);
}

it( 'is a dialog where there is no room beside', async () => {
	onAPhone();
	const user = userEvent.setup();
	render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	expect( screen.getByRole( 'dialog' ) ).toHaveAccessibleName( 'Order 1042' );
	expect( screen.queryByRole( 'complementary' ) ).toBeNull();
	await user.keyboard( '{Escape}' );
	// It fades away.
	await waitFor( () => expect( screen.queryByRole( 'dialog' ) ).toBeNull() );
} );

it( 'keeps the keyboard in the dialog, too', async () => {
	onAPhone();
	const user = userEvent.setup();
	render( <List /> );
	await user.click( screen.getByText( '1042' ) );
	await user.click( screen.getByText( 'Decide' ) );
	expect( screen.queryByText( 'Decide' ) ).toBeNull();
	const dialog = screen.getByRole( 'dialog' );
	expect( dialog ).toContainElement(
		dialog.ownerDocument.activeElement as HTMLElement
	);
} );
