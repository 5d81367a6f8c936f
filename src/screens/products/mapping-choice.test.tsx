import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { render } from '../../testing/render';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Products from '.';

const group = ( id: string ) => ( {
	id,
	name: `Grupa ${ id }`,
	parentId: null,
	depth: 0,
	leftAlone: 'no',
	category: null,
} );

const mapping = {
	readAt: '2026-11-24T14:55:00Z',
	groups: [ group( '7' ), group( '8' ) ],
	vatRates: [],
	taxesEnabled: true,
};

const MANY = Array.from( { length: 51 }, ( _, index ) => ( {
	id: index + 1,
	name: `Kategorija ${ index }.`,
} ) );

const WINTER = { id: 90, name: 'Zimske gume' };

beforeEach( () => goTo( 'products', { view: 'mapping' } ) );

/** A shop with many categories; its answer to the first choice comes when it is let. */
function shopWith( answer: () => unknown ) {
	const held = { let: () => {} };
	shop( {
		'GET catalog-mapping': () => mapping,
		'GET /wp/v2/product_cat': ( { query } ) =>
			query.get( 'search' ) === 'Zim' ? [ WINTER ] : MANY,
		'POST catalog-mapping': () =>
			new Promise( ( resolve ) => {
				held.let = () => resolve( answer() );
			} ),
	} );
	return held;
}

const change = async ( id: string ) =>
	userEvent.click(
		await screen.findByLabelText( `Change the category of Grupa ${ id }` )
	);

async function choose( words: string, name: string ) {
	await userEvent.type( screen.getByRole( 'combobox' ), words );
	await userEvent.click( await screen.findByRole( 'option', { name } ) );
}

const lineOf = ( id: string ) =>
	within( screen.getByText( `Grupa ${ id }` ).closest( 'li' )! );

it( 'keeps the choice of another group open when one is saved', async () => {
	const held = shopWith( () => mapping );
	render( <Products /> );
	await change( '7' );
	await choose( 'Zim', WINTER.name );
	await userEvent.click( screen.getByText( 'Use this category' ) );
	await change( '8' );
	await userEvent.type( screen.getByRole( 'combobox' ), 'Kat' );
	await act( async () => held.let() );
	expect( lineOf( '8' ).getByRole( 'combobox' ) ).toHaveValue( 'Kat' );
	expect( lineOf( '7' ).queryByRole( 'combobox' ) ).toBeNull();
} );

it( 'says that a choice was not saved where another group is looked at by then', async () => {
	const held = shopWith( () => new Failure( 503, 'The shop is busy.' ) );
	render( <Products /> );
	await change( '7' );
	await choose( 'Zim', WINTER.name );
	await userEvent.click( screen.getByText( 'Use this category' ) );
	await change( '8' );
	await act( async () => held.let() );
	expect(
		await lineOf( '7' ).findByText( 'The shop is busy.', {
			selector: 'strong',
		} )
	).toBeVisible();
	await change( '7' );
	expect( lineOf( '7' ).queryByText( /The shop is busy/ ) ).toBeNull();
} );

it( 'shows what was chosen also after the field was looked into again', async () => {
	shopWith( () => mapping );
	render( <Products /> );
	await change( '7' );
	await choose( 'Zim', WINTER.name );
	await userEvent.click( screen.getByText( 'Category of the shop' ) );
	await screen.findByRole( 'option', { name: 'Kategorija 0.' } );
	// The field closes only where the whole page has the focus.
	vi.spyOn( document, 'hasFocus' ).mockReturnValue( true );
	await userEvent.click( screen.getByText( 'Grupa 8' ) );
	await waitFor( () =>
		expect( screen.getByRole( 'combobox' ) ).toHaveValue( WINTER.name )
	);
} );

it( 'shows names as they are read, not as they are stored, and which category each is below', async () => {
	shop( {
		'GET catalog-mapping': () => mapping,
		'GET /wp/v2/product_cat': () => [
			{
				id: 1,
				name: 'Vijci &amp; tiplovi 1/2&quot;',
				_embedded: { up: [ { name: 'Alat &amp; pribor' } ] },
			},
			// Its parent cannot be read.
			{ id: 2, name: 'Gume', _embedded: { up: [ { code: 'no' } ] } },
			{ id: 3, name: 'Boje' },
		],
	} );
	render( <Products /> );
	await change( '7' );
	await userEvent.click( screen.getByRole( 'combobox' ) );
	await screen.findByRole( 'option', { name: 'Boje' } );
	expect(
		screen
			.getAllByRole( 'option' )
			.map( ( { textContent } ) => textContent )
	).toEqual( [ 'Vijci & tiplovi 1/2" (Alat & pribor)', 'Gume', 'Boje' ] );
	await userEvent.type( screen.getByRole( 'combobox' ), 'vijci & t' );
	await userEvent.click(
		await screen.findByRole( 'option', { name: /Vijci & tiplovi/ } )
	);
} );

it.each( [
	[ 'A & B', 'A &amp; B' ],
	// A double quote is stored as it is, or as an entity.
	[ 'Vijci 1/2" A', 'Vijci 1/2' ],
] )( 'searches for “%s” as it is stored', async ( typed, search ) => {
	const asked: ( string | null )[] = [];
	shop( {
		'GET catalog-mapping': () => mapping,
		'GET /wp/v2/product_cat': ( { query } ) => {
			asked.push( query.get( 'search' ) );
			return [ WINTER ];
		},
	} );
	render( <Products /> );
	await change( '7' );
	await userEvent.type( screen.getByRole( 'combobox' ), typed );
	await waitFor( () => expect( asked ).toHaveLength( 2 ) );
	expect( asked ).toEqual( [ null, search ] );
} );
