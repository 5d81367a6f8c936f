import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ContractCheck } from '../../contract/rest/connection';
import { render } from '../../testing/render';
import {
	connected,
	group,
	opened,
	shopWith,
} from '../../testing/settings-shop';
import { Failure } from '../../testing/shop';
import Settings from '.';

const ROUTE = 'POST connection/contract-check';
const BUTTON = 'Check the answers of SORS';

type Result = ContractCheck[ 'operations' ][ number ];

const resultOf = ( parts: Partial< Result > = {} ): Result => ( {
	operation: 'listProducts',
	request: 'GET /products',
	state: 'fits',
	message: '',
	field: null,
	answer: null,
	said: null,
	...parts,
} );

const good: ContractCheck = {
	ok: true,
	operations: [ resultOf() ],
	report: 'SORS contract 0123456789ab\n',
};

const bad: ContractCheck = {
	ok: false,
	operations: [
		resultOf(),
		resultOf( {
			operation: 'listInventory',
			state: 'fails',
			message: 'In record 1, onHand should be decimal, but is text.',
			field: 'stockLevel.onHand',
			answer: 'status 200, {"data": text}',
			said: 'Nema.',
		} ),
		resultOf( { operation: 'listCustomers', state: 'differs' } ),
		resultOf( { operation: 'getDocument', state: 'not_asked' } ),
	],
	report: 'SORS contract 0123456789ab\nlistInventory fails\n',
};

const answers = () => group( 'Answers of SORS' );

async function checked( answer: () => unknown ) {
	const user = userEvent.setup();
	const requests = shopWith( connected, { [ ROUTE ]: answer } );
	render( <Settings /> );
	await opened( 'Connection' );
	expect( requests.map( ( { route } ) => route ) ).not.toContain( ROUTE );
	await user.click( answers().getByText( BUTTON ) );
	return user;
}

it( 'asks SORS only when the button is pressed, and says that all fits', async () => {
	await checked( () => good );
	expect(
		await answers().findByText( 'SORS answers as the plugin expects.' )
	).toBeVisible();
	expect( answers().getByText( 'Fits' ) ).toBeVisible();
} );

it( 'shows what does not fit, and what came instead', async () => {
	const user = await checked( () => bad );
	expect(
		await answers().findByText(
			/^2 answers are not as the plugin expects\./
		)
	).toBeVisible();
	const line = answers().getByText( 'listInventory' ).closest( 'li' );
	expect( line ).toHaveTextContent( 'Does not fit' );
	expect( line ).toHaveTextContent(
		'In record 1, onHand should be decimal, but is text.'
	);
	expect( line ).toHaveTextContent( 'SORS said: Nema.' );
	await user.click( answers().getByText( 'What came' ) );
	expect( answers().getByText( 'status 200, {"data": text}' ) ).toBeVisible();
	expect( answers().getByText( 'Doubtful' ) ).toBeVisible();
	expect( answers().getByText( 'Not asked' ) ).toBeVisible();
} );

it( 'copies the report, or selects it where the browser has no clipboard', async () => {
	await checked( () => bad );
	const copy = await answers().findByText( 'Copy the report' );
	const writeText = vi.fn( async () => {} );
	vi.stubGlobal( 'navigator', {
		...window.navigator,
		clipboard: { writeText },
	} );
	fireEvent.click( copy );
	expect( await answers().findByText( 'Copied!' ) ).toBeVisible();
	expect( writeText ).toHaveBeenCalledWith( bad.report );
	vi.stubGlobal( 'navigator', { ...window.navigator, clipboard: undefined } );
	fireEvent.click( copy );
	expect( await answers().findByText( /press Ctrl\+C/ ) ).toBeVisible();
	const area = screen.getByLabelText< HTMLTextAreaElement >( 'Report' );
	expect( area ).toHaveFocus();
	expect( area.value.slice( area.selectionStart, area.selectionEnd ) ).toBe(
		bad.report
	);
	vi.unstubAllGlobals();
} );

it( 'says why it cannot be asked, and takes back what was found before', async () => {
	let answer: unknown = good;
	const user = await checked( () => answer );
	await answers().findByText( 'Fits' );
	answer = new Failure( 409, 'No database is chosen yet.' );
	await user.click( answers().getByText( BUTTON ) );
	expect(
		await answers().findByText( 'No database is chosen yet.' )
	).toBeVisible();
	expect( answers().queryByText( 'Fits' ) ).toBeNull();
} );
