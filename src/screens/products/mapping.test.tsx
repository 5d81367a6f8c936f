import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { render } from '../../testing/render';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Products from '.';

afterEach( () => {
	document.documentElement.lang = '';
} );

it( 'lets a category of the shop stand for a group', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	const mapping = {
		readAt: '2026-11-24T14:55:00Z',
		groups: [
			{
				id: '7',
				name: 'Вијци',
				parentId: null,
				depth: 0,
				leftAlone: 'no',
				category: null as object | null,
			},
		],
		vatRates: [
			{
				rate: '20',
				products: 1,
				taxClass: { slug: '', name: 'Standard' },
				source: 'usual',
			},
		],
		taxesEnabled: true,
	};
	const requests = shop( {
		'GET catalog-mapping': () => mapping,
		'POST catalog-mapping': () => ( {
			...mapping,
			groups: [
				{
					...mapping.groups[ 0 ],
					category: {
						id: 31,
						name: 'Šrafovi',
						url: 'https://shop.example/category',
						products: 4,
					},
				},
			],
		} ),
		'GET /wp/v2/product_cat': () => [ { id: 31, name: 'Šrafovi' } ],
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	await user.click( screen.getByRole( 'combobox' ) );
	await user.click( await screen.findByText( 'Šrafovi' ) );
	await user.click( screen.getByText( 'Use this category' ) );
	expect(
		await screen.findByRole( 'link', { name: 'Šrafovi' } )
	).toBeVisible();
	expect( requests ).toContainEqual( {
		route: 'POST catalog-mapping',
		body: { groupId: '7', categoryId: 31 },
	} );
	expect(
		screen.getByLabelText( 'Change the category of Вијци' )
	).toHaveFocus();
} );

const oneGroup = {
	readAt: '2026-11-24T14:55:00Z',
	groups: [
		{
			id: '7',
			name: 'Вијци',
			parentId: null,
			depth: 0,
			leftAlone: 'no',
			category: null,
		},
	],
	vatRates: [],
	taxesEnabled: true,
};

it( 'says which group another one is below', async () => {
	goTo( 'products', { view: 'mapping' } );
	const [ above ] = oneGroup.groups;
	const below = {
		...above,
		id: '8',
		name: 'Dugi vijci',
		parentId: '7',
		depth: 1,
	};
	shop( {
		'GET catalog-mapping': () => ( {
			...oneGroup,
			groups: [ above, below ],
		} ),
	} );
	render( <Products /> );
	expect( ( await screen.findByText( 'Dugi vijci' ) ).textContent ).toBe(
		'Dugi vijci below Вијци'
	);
} );

it( 'says that the shop did not answer where its categories are asked for', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	shop( {
		'GET catalog-mapping': () => oneGroup,
		'GET /wp/v2/product_cat': () => {
			throw new TypeError( 'Failed to fetch' );
		},
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	expect(
		await screen.findByText( 'Your shop’s server did not answer.', {
			selector: 'strong',
		} )
	).toBeVisible();
} );

it( 'says that a shop has more categories than it shows', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	shop( {
		'GET catalog-mapping': () => oneGroup,
		'GET /wp/v2/product_cat': ( { query } ) =>
			Array.from(
				{ length: Math.min( 70, Number( query.get( 'per_page' ) ) ) },
				( _, index ) => ( { id: index + 1, name: `Grupa ${ index }.` } )
			),
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	expect(
		await screen.findByText( /The first 50 categories are listed/ )
	).toBeVisible();
	await user.click( screen.getByRole( 'combobox' ) );
	expect( await screen.findAllByRole( 'option' ) ).toHaveLength( 50 );
} );

it( 'leaves a group alone, and brings it in again', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	const group = ( id: string, name: string, leftAlone: string ) => ( {
		id,
		name,
		parentId: id === '7' ? null : '7',
		depth: id === '7' ? 0 : 1,
		leftAlone,
		category: null,
	} );
	const mapping = ( own: string, below: string ) => ( {
		readAt: '2026-11-24T14:55:00Z',
		groups: [ group( '7', 'Вијци', own ), group( '8', 'Дрво', below ) ],
		vatRates: [],
		taxesEnabled: true,
	} );
	const requests = shop( {
		'GET catalog-mapping': () => mapping( 'no', 'no' ),
		'POST catalog-mapping/leave-alone': ( { body } ) =>
			( body as { leftAlone: boolean } ).leftAlone
				? mapping( 'yes', 'above' )
				: mapping( 'no', 'no' ),
	} );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'button', { name: 'Leave alone: Вијци' } )
	);
	expect( await screen.findByText( 'Left alone' ) ).toBeVisible();
	expect(
		screen.getByText( 'Left alone with the group above it' )
	).toBeVisible();
	expect( screen.queryByRole( 'button', { name: /Дрво alone/ } ) ).toBeNull();
	const again = screen.getByRole( 'button', {
		name: 'Bring in again: Вијци',
	} );
	expect( again ).toHaveFocus();
	await user.click( again );
	expect(
		await screen.findByRole( 'button', { name: 'Leave alone: Дрво' } )
	).toBeVisible();
	expect(
		requests
			.filter( ( { route } ) => route.startsWith( 'POST' ) )
			.map( ( { body } ) => body )
	).toEqual( [
		{ groupId: '7', leftAlone: true },
		{ groupId: '7', leftAlone: false },
	] );
} );

/** Both "Leave alone" pressed before the first is answered. */
async function leaveTwoAlone( isFirstRefused = false ) {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	const alone: string[] = [];
	let isFirst = true;
	const mapping = () => ( {
		...oneGroup,
		groups: [ '7', '8' ].map( ( id ) => ( {
			...oneGroup.groups[ 0 ],
			id,
			name: `Grupa ${ id }`,
			leftAlone: alone.includes( id ) ? 'yes' : 'no',
		} ) ),
	} );
	let answer = () => {};
	shop( {
		'GET catalog-mapping': mapping,
		'POST catalog-mapping/leave-alone': ( { body } ) => {
			if ( ! isFirst || ! isFirstRefused ) {
				alone.push( ( body as { groupId: string } ).groupId );
			}
			const told =
				isFirst && isFirstRefused
					? new Failure( 503, 'The database is busy.' )
					: mapping();
			if ( ! isFirst ) {
				return told;
			}
			isFirst = false;
			return new Promise( ( resolve ) => {
				answer = () => resolve( told );
			} );
		},
	} );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'button', { name: 'Leave alone: Grupa 7' } )
	);
	await user.click(
		screen.getByRole( 'button', { name: 'Leave alone: Grupa 8' } )
	);
	await act( async () => answer() );
	await screen.findByRole( 'button', { name: 'Bring in again: Grupa 8' } );
	return alone;
}

it( 'keeps two groups left alone where the answer to the first is late', async () => {
	expect( await leaveTwoAlone() ).toEqual( [ '7', '8' ] );
	expect(
		screen.getByRole( 'button', { name: 'Bring in again: Grupa 7' } )
	).toBeVisible();
} );

it( 'leaves the second group alone where the first is refused', async () => {
	expect( await leaveTwoAlone( true ) ).toEqual( [ '8' ] );
	expect(
		screen.getByText( 'The database is busy.', { selector: 'strong' } )
	).toBeVisible();
} );

it( 'writes a VAT rate as the language does', async () => {
	document.documentElement.lang = 'sr-RS';
	goTo( 'products', { view: 'mapping' } );
	const rate = {
		rate: '7.5',
		products: 1,
		taxClass: null,
		source: 'none',
	};
	shop( {
		'GET catalog-mapping': () => ( { ...oneGroup, vatRates: [ rate ] } ),
	} );
	render( <Products /> );
	expect( await screen.findByText( 'VAT 7,5 %' ) ).toBeVisible();
} );
