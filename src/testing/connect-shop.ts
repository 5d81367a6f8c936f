import type { SettingsPatch } from '../contract/rest/settings';
import { firstRunOf, overviewOf, settingsOf } from './samples';
import { shop } from './shop';

const units = [
	{ id: '3', code: 'MP1', name: 'Prodavnica Novi Sad', active: true },
	{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
	{ id: '9', code: null, name: 'Stari magacin', active: false },
];

export const services = {
	listed: true,
	complete: true,
	items: [
		{ code: 'USL-1', name: 'Dostava kurirom', active: true },
		{ code: 'USL-2', name: 'Montaža', active: false },
	],
};

const example = {
	item: { code: '000101', name: 'Čekić', vatRate: '20.00' },
	problem: null,
	levels: [
		{ businessUnitId: '3', onHand: '15', reserved: '2', available: '13' },
	],
	price: {
		withVat: '1200',
		withoutVat: '1000',
		shop: { withVat: '1200', withoutVat: '1000' },
	},
	stock: { onHand: '15', available: '13' },
};

/** A shop that keeps what is saved; tests replace single routes. */
export function newShop(
	routes: Parameters< typeof shop >[ 0 ] = {},
	stored = settingsOf( {}, { set: false, hint: null, source: 'none' } )
) {
	let state = stored;
	return shop( {
		'GET settings': () => state,
		'PUT settings': ( { body } ) => {
			const patch = body as SettingsPatch;
			state = settingsOf(
				{
					...state.settings,
					...( patch as typeof state.settings ),
				},
				state.apiKey
			);
			return state;
		},
		'PUT settings/api-key': () => {
			state = settingsOf( state.settings );
			return { apiKey: state.apiKey, warning: null };
		},
		'POST connection/test': () => ( {
			ok: true,
			latencyMs: 84,
			problem: null,
		} ),
		'GET databases': () => ( {
			listed: true,
			items: [
				{ name: 'Demo2', title: null, year: null },
				{ name: 'Prodavnica2025', title: null, year: 2025 },
				{ name: 'Prodavnica2026', title: 'Prodavnica', year: 2026 },
			],
		} ),
		'GET business-units': () => ( { items: units } ),
		'GET shop-check': () => ( {
			points: [
				{
					code: 'taxes',
					state: 'open',
					message: 'There is no rate yet.',
					button: 'Add the rates',
				},
			],
		} ),
		'GET service-items': () => services,
		'GET first-run/examples': () => example,
		'GET first-run/unit-items': () => ( {
			items: [
				{ id: '3', items: 1234, inStock: null },
				{ id: '5', items: 800, inStock: 321 },
				{ id: '9', items: null, inStock: null },
			],
		} ),
		'GET first-run': () => firstRunOf(),
		'GET overview': () => overviewOf(),
		'GET runs': () => ( { items: [], total: 0 } ),
		...routes,
	} );
}
