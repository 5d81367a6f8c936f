import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { textOf } from '../../testing/files';
import { shopSaysNothing, shopWrites } from '../../testing/formats';
import { render } from '../../testing/render';
import { itemOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { RunReport } from './RunReport';

/** As it is shown: what is read out aloud has the same words. */
const REFUSAL = { selector: 'strong' };

const run = runOf( { id: 9, kind: 'stock', state: 'succeeded' } );

/** What the browser was told to keep, by name. */
let kept: { name: string; file: object }[];

const choices = {
	isBusy: false,
	onApprove: () => Promise.resolve( true ),
	leftOut: [],
	onLeaveOut: () => {},
};

beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => {
	kept = [];
	let last: Blob | MediaSource | null = null;
	window.URL.createObjectURL = ( file ) => {
		last = file;
		return 'blob:file';
	};
	vi.spyOn( HTMLAnchorElement.prototype, 'click' ).mockImplementation(
		function ( this: HTMLAnchorElement ) {
			if ( last && this.href === 'blob:file' ) {
				kept.push( { name: this.download, file: last } );
			}
		}
	);
} );
afterEach( () => vi.restoreAllMocks() );

const press = async () =>
	userEvent.click( await screen.findByText( 'Download as CSV' ) );

type Query = { query: URLSearchParams };
const isFile = ( { query }: Query ) => query.get( 'per_page' ) === '500';

it( 'hands over all items of a run as a file, under a name that tells what it is', async () => {
	const price = { field: 'price', from: null, to: '1234.50' };
	const status = { field: 'status', from: 'draft', to: 'publish' };
	const many = Array.from( { length: 500 }, ( _, at ) =>
		itemOf( { id: at + 1 } )
	);
	shop( {
		'GET runs/{id}/items': ( asked ) => {
			const rest = asked.query.get( 'page' ) === '2';
			const last = itemOf( {
				id: 501,
				action: 'create',
				outcome: 'planned',
				changes: [ price, status ],
			} );
			return {
				items: isFile( asked ) && ! rest ? many : [ last ],
				total: 501,
			};
		},
	} );
	render(
		<RunReport
			run={ { ...run, state: 'awaiting_approval' } }
			{ ...choices }
		/>
	);
	await press();
	await waitFor( () => expect( kept ).toHaveLength( 1 ) );
	expect( kept[ 0 ]?.name ).toBe( 'sors-stock-9.csv' );
	const lines = ( await textOf( kept[ 0 ]?.file as Blob ) )
		.trim()
		.split( '\r\n' );
	expect( lines ).toHaveLength( 503 );
	expect( lines.slice( -3 ) ).toEqual( [
		'"4011","Шраф 6x40","Changed","","","",""',
		'"4011","Шраф 6x40","Will be created","Price","","1234.50",""',
		'"4011","Шраф 6x40","Will be created","Status","Draft","Published",""',
	] );
} );

it( 'is busy while the file comes, and takes no second press', async () => {
	let answer: ( items: object ) => void = () => {};
	let files = 0;
	shop( {
		'GET runs/{id}/items': ( asked ) =>
			isFile( asked )
				? new Promise( ( resolve ) => {
						files++;
						answer = resolve;
					} )
				: { items: [ itemOf() ], total: 1 },
	} );
	render( <RunReport run={ run } { ...choices } /> );
	await press();
	await userEvent.click( await screen.findByText( 'Downloading…' ) );
	answer( { items: [ itemOf() ], total: 1 } );
	await waitFor( () => expect( kept ).toHaveLength( 1 ) );
	expect( files ).toBe( 1 );
	expect( await screen.findByText( 'Download as CSV' ) ).toBeVisible();
} );

it( 'says why there is no file, keeps nothing, and can be pressed again', async () => {
	shop( {
		'GET runs/{id}/items': ( asked ) =>
			isFile( asked )
				? new Failure( 410, 'These items were thrown away.' )
				: { items: [ itemOf() ], total: 1 },
	} );
	render( <RunReport run={ run } { ...choices } /> );
	await press();
	expect(
		await screen.findByText( 'These items were thrown away.', REFUSAL )
	).toBeVisible();
	expect( kept ).toEqual( [] );
	expect( screen.getByText( 'Download as CSV' ) ).toBeEnabled();
} );

it( 'says of what was not written that it was held or discarded, but not while the run may be resumed', async () => {
	shop( {
		'GET runs/{id}/items': () => ( {
			items: [ itemOf( { outcome: 'planned' } ) ],
			total: 1,
		} ),
	} );
	const { rerender } = render( <RunReport run={ run } { ...choices } /> );
	expect( await screen.findByText( 'Held for your decision' ) ).toBeVisible();
	expect(
		screen.getByRole( 'columnheader', { name: 'Changes and reasons' } )
	).toHaveStyle( { width: '45%' } );
	rerender(
		<RunReport run={ { ...run, state: 'cancelled' } } { ...choices } />
	);
	expect( await screen.findByText( 'Not applied' ) ).toBeVisible();
	rerender(
		<RunReport
			run={ { ...run, state: 'cancelled', resumable: true } }
			{ ...choices }
		/>
	);
	expect( await screen.findByText( 'Will be changed' ) ).toBeVisible();
} );

it( 'says of a preview of another database what would become of its items', async () => {
	shop( {
		'GET runs/{id}/items': () => ( {
			items: [ itemOf( { outcome: 'planned' } ) ],
			total: 1,
		} ),
	} );
	const preview = {
		...run,
		state: 'succeeded',
		database: 'Moja2027',
	} as const;
	render( <RunReport run={ preview } { ...choices } /> );
	expect( await screen.findByText( 'Will be changed' ) ).toBeVisible();
	expect( screen.queryByText( 'Not applied' ) ).toBeNull();
} );

it( 'writes prices and quantities with the separators of the shop', async () => {
	shopWrites();
	const changes = [
		{ field: 'price', from: '990', to: '1234.5' },
		{ field: 'stock', from: '1234.5', to: '0.25' },
	];
	shop( {
		'GET runs/{id}/items': () => ( {
			items: [ itemOf( { changes } ) ],
			total: 1,
		} ),
	} );
	render( <RunReport run={ run } { ...choices } /> );
	expect( await screen.findByText( /1\.234,50\s€/ ) ).toBeVisible();
	expect( screen.getByText( 'Stock: 1.234,5 → 0,25' ) ).toBeVisible();
	shopSaysNothing();
} );
