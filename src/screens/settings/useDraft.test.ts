import { expect, it } from 'vitest';
import { settingsDefaults, type Settings } from '../../contract/rest/settings';
import { patched } from '../../api/patched';
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

it( 'sends of a map only the entries that were changed, and null for one that was taken out', () => {
	const stored: Settings = {
		...settingsDefaults,
		paymentMethodMap: { bacs: 'cheque', cod: 'cash', card: 'card' },
	};
	const draft: Settings = {
		...stored,
		paymentMethodMap: {
			bacs: 'bankTransfer',
			card: 'card',
			cheque: 'cheque',
		},
	};
	expect( difference( stored, draft ) ).toEqual( {
		paymentMethodMap: {
			bacs: 'bankTransfer',
			cod: null,
			cheque: 'cheque',
		},
	} );
} );

it( 'keeps what was touched by its parts: the others follow what is stored', () => {
	const touched = {
		schedule: { catalog: 'hourly' },
		paymentMethodMap: { bacs: 'cash' as const, cod: null },
	};
	const stored = {
		...settingsDefaults,
		schedule: { ...settingsDefaults.schedule, stock: '15min' },
		paymentMethodMap: { cod: 'card' as const, card: 'card' as const },
	};
	const draft = patched( stored, touched );
	expect( draft.schedule ).toEqual( {
		catalog: 'hourly',
		stock: '15min',
		images: 'off',
	} );
	expect( draft.paymentMethodMap ).toEqual( { bacs: 'cash', card: 'card' } );
	expect( difference( stored, draft ) ).toEqual( touched );
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
	expect(
		touchedSince(
			{
				retentionDays: 30,
				schedule: { catalog: 'hourly', stock: 'off' },
			},
			sent
		)
	).toEqual( { schedule: { catalog: 'hourly' } } );
} );

it( 'takes an entry out of a map', () => {
	expect( withEntry( { bacs: 1, cod: 2 }, 'cod', undefined ) ).toEqual( {
		bacs: 1,
	} );
	expect( withEntry( { bacs: 1 }, 'cod', 2 ) ).toEqual( { bacs: 1, cod: 2 } );
} );
