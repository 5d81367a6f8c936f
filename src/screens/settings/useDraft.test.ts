import { expect, it } from 'vitest';
import { settingsDefaults } from '../../contract/rest/settings';
import { changedKeys, difference, touchedSince, withEntry } from './useDraft';

it( 'sends only what was changed', () => {
	const draft = {
		...settingsDefaults,
		safetyLimitPercent: 30,
		schedule: { ...settingsDefaults.schedule, stock: 'hourly' },
		fields: { ...settingsDefaults.fields, price: 'never' as const },
	};
	expect( difference( settingsDefaults, draft ) ).toEqual( {
		safetyLimitPercent: 30,
		schedule: { stock: 'hourly' },
		fields: { price: 'never' },
	} );
} );

it( 'sees no change where only the order of a map differs, and one where that of a list does', () => {
	const stored = {
		...settingsDefaults,
		taxClassByVatRate: { 20: '', '8.5': 'reduced-rate' },
	};
	const sameMap = {
		...stored,
		taxClassByVatRate: { '8.5': 'reduced-rate', 20: '' },
	};
	expect( changedKeys( stored, sameMap ) ).toEqual( [] );
	const otherList = {
		...stored,
		exportStatuses: [ 'completed', 'processing', 'on-hold' ],
	};
	expect( changedKeys( stored, otherList ) ).toEqual( [ 'exportStatuses' ] );
} );

it( 'keeps what was typed while a save was under way', () => {
	const sent = { ...settingsDefaults, retentionDays: 30 };
	expect(
		touchedSince( { retentionDays: 30, safetyLimitPercent: 5 }, sent )
	).toEqual( { safetyLimitPercent: 5 } );
	expect( touchedSince( { retentionDays: 31 }, sent ) ).toEqual( {
		retentionDays: 31,
	} );
} );

it( 'takes an entry out of a map', () => {
	expect( withEntry( { bacs: 1, cod: 2 }, 'cod', undefined ) ).toEqual( {
		bacs: 1,
	} );
	expect( withEntry( { bacs: 1 }, 'cod', 2 ) ).toEqual( { bacs: 1, cod: 2 } );
} );
