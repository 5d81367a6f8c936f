import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundaries, ErrorBoundary } from './ErrorBoundary';
import { Panel, SidePanel } from './Panel';
import { StepContent } from './Steps';

const SENTENCE = 'Something went wrong in this page.';

function Broken( { isBroken = true } ) {
	if ( isBroken ) {
		throw new TypeError( 'x is not a function' );
	}
	return <p>It works.</p>;
}

beforeEach( () => {
	// React tells the console of each, and so do we.
	vi.spyOn( console, 'error' ).mockImplementation( () => {} );
} );
afterEach( () => vi.restoreAllMocks() );

it( 'says in words that a part broke, and how to go on', () => {
	render(
		<ErrorBoundary>
			<Broken />
		</ErrorBoundary>
	);
	expect( screen.getByText( SENTENCE ) ).toBeVisible();
	expect( screen.getByRole( 'button', { name: 'Reload' } ) ).toBeVisible();
} );

it( 'tries again once it is about something else', () => {
	const part = ( id: number ) => (
		<ErrorBoundary of={ id }>
			<Broken isBroken={ id === 1 } />
		</ErrorBoundary>
	);
	const { rerender } = render( part( 1 ) );
	rerender( part( 1 ) );
	expect( screen.getByText( SENTENCE ) ).toBeVisible();
	rerender( part( 2 ) );
	expect( screen.getByText( 'It works.' ) ).toBeVisible();
	rerender( part( 1 ) );
	expect( screen.getByText( SENTENCE ) ).toBeVisible();
} );

it( 'leaves the boxes beside the one that broke', () => {
	render(
		<ErrorBoundaries>
			<Broken />
			<Broken isBroken={ false } />
		</ErrorBoundaries>
	);
	expect( screen.getByText( SENTENCE ) ).toBeVisible();
	expect( screen.getByText( 'It works.' ) ).toBeVisible();
} );

it.each( [
	[
		'panel',
		<Panel key="panel" title="Box">
			<Broken />
		</Panel>,
	],
	[
		'panel at the side',
		<SidePanel key="side" of={ 1 } title="Box" onClose={ () => {} }>
			<Broken />
		</SidePanel>,
	],
	[
		'step',
		<StepContent
			key="step"
			number={ 1 }
			of={ 7 }
			title="Box"
			takesFocus={ false }
		>
			<Broken />
		</StepContent>,
	],
] )( 'keeps the title of a %s', ( _, box ) => {
	render( box );
	expect( screen.getByText( SENTENCE ) ).toBeVisible();
	expect( screen.getByRole( 'heading', { name: /Box$/ } ) ).toBeVisible();
} );
