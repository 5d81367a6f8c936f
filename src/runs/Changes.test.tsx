import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { render } from '../testing/render';
import { itemOf } from '../testing/samples';
import { Changes } from './Changes';

it( 'shows each picture of a product that changes', () => {
	const changes = [
		{ field: 'images', from: null, to: 'front.jpg' },
		{ field: 'images', from: null, to: 'back.jpg' },
	];
	render( <Changes item={ itemOf( { action: 'update', changes } ) } /> );
	expect( screen.getByText( 'Images: none → front.jpg' ) ).toBeVisible();
	expect( screen.getByText( 'Images: none → back.jpg' ) ).toBeVisible();
} );
