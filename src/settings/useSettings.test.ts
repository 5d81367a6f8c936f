import { expect, it } from 'vitest';
import { Refused } from '../api/errors';
import { settingsOf } from '../testing/samples';
import { fieldProblems } from './useSettings';

it( 'tells all that is against a field, errors first, and of a refused save that alone', () => {
	const doubt = {
		field: 'exportOrders',
		severity: 'warning',
		message: 'Only orders in RSD.',
	} as const;
	const error = { ...doubt, severity: 'error', message: 'No.' } as const;
	const other = { ...doubt, field: 'stockMode' };
	const response = { ...settingsOf(), notices: [ doubt, other, error ] };
	expect( fieldProblems( 'exportOrders', null, response ) ).toEqual( [
		error,
		doubt,
	] );
	const refused = new Refused( 'No.', 'refused', 400, {
		exportOrders: 'Not now.',
	} );
	expect( fieldProblems( 'exportOrders', refused, response ) ).toEqual( [
		{ severity: 'error', message: 'Not now.' },
	] );
} );
