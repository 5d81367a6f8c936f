import type { Overview } from '../contract/overview';
import type { OutboxRow } from '../contract/outbox';
import type { Run, RunItem } from '../contract/runs';
import { settingsDefaults, type SettingsResponse } from '../contract/settings';

/** Whole answers for tests, of which a test names only what it is about. */
const at = '2026-11-24T14:55:00Z';

export const runOf = ( parts: Partial< Run > = {} ): Run => ( {
	id: 12,
	kind: 'catalog',
	mode: 'apply',
	state: 'applying',
	total: 2000,
	processed: 400,
	created: 390,
	updated: 0,
	unchanged: 4,
	skipped: 5,
	failed: 1,
	message: 'Writing products.',
	resumesAt: null,
	resumable: false,
	startedBy: 'person',
	createdAt: at,
	updatedAt: at,
	finishedAt: null,
	...parts,
} );

export const itemOf = ( parts: Partial< RunItem > = {} ): RunItem => ( {
	id: 5,
	code: '4011',
	name: 'Шраф 6x40',
	outcome: 'updated',
	action: 'update',
	productId: 311,
	productUrl: 'https://shop.example/wp-admin/post.php?post=311&action=edit',
	changes: [],
	reason: null,
	...parts,
} );

export const rowOf = ( parts: Partial< OutboxRow > = {} ): OutboxRow => ( {
	id: 7,
	orderId: 1042,
	orderNumber: '1042',
	orderUrl: 'https://shop.example/wp-admin/admin.php?page=wc-orders&id=1042',
	role: 'sale',
	kind: 'reservation',
	refundId: 0,
	revision: 1,
	state: 'sent',
	attempts: 1,
	reference: 'k3f9-1042-sale-1',
	database: 'MyDatabase2026',
	documentId: '88',
	documentNumber: 'REZ-88/2026',
	total: '4990.00',
	lastError: null,
	nextAttemptAt: null,
	knownAt: at,
	createdAt: at,
	updatedAt: at,
	...parts,
} );

export const settingsOf = (
	parts: Partial< SettingsResponse[ 'settings' ] > = {},
	apiKey: Partial< SettingsResponse[ 'apiKey' ] > = {}
): SettingsResponse => ( {
	settings: { ...settingsDefaults, ...parts },
	apiKey: {
		set: true,
		hint: '…9f3a',
		source: 'option',
		readable: true,
		...apiKey,
	},
	notices: [],
	shop: {
		currency: 'RSD',
		pricesIncludeTax: true,
		taxesEnabled: true,
		orderStatuses: { processing: 'Processing' },
		paymentGateways: { bacs: 'Direct bank transfer' },
		taxClasses: { '': 'Standard', 'reduced-rate': 'Reduced rate' },
	},
} );

export const overviewOf = ( parts: Partial< Overview > = {} ): Overview => ( {
	connection: {
		configured: true,
		lastTest: { ok: true, latencyMs: 84, problem: null },
		lastTestAt: at,
	},
	runs: [],
	linkedProducts: 0,
	outbox: [],
	ordersByDay: [],
	recentRuns: [],
	decisions: [],
	...parts,
} );
