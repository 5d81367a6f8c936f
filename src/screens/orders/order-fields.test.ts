import { render } from '@testing-library/react';
import type { NormalizedField } from '@wordpress/dataviews/wp';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import type { OrderLine } from '../../contract/rest/orders';
import { lineOf } from '../../testing/samples';
import { orderFields } from './order-fields';

const attention = ( needing: number ) => {
	const state = orderFields( needing ).find( ( { id } ) => id === 'state' );
	return (
		Array.isArray( state?.elements ) &&
		state.elements.find( ( { value } ) => value === 'attention' )?.label
	);
};

it( 'says how many orders need attention, where there are any', () => {
	expect( attention( 2 ) ).toBe( 'Needs attention (2)' );
	expect( attention( 0 ) ).toBe( 'Needs attention' );
} );

it( 'leaves the line empty that says what an order needs where it needs nothing', () => {
	const needs = orderFields( 0 ).find( ( { id } ) => id === 'needs' )!;
	const shown = ( why: string | null ) =>
		render(
			createElement( needs.render!, {
				item: lineOf( { why } ),
				field: needs as NormalizedField< OrderLine >,
			} )
		).container;
	expect( shown( null ) ).toBeEmptyDOMElement();
	expect( shown( 'Refused.' ) ).toHaveTextContent( 'Refused.' );
} );
