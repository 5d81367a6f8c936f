import type { FirstRun } from '../contract/rest/first-run';
import type { OlderOrders } from '../contract/rest/older-orders';
import type { OrderDetails, OrderLine } from '../contract/rest/orders';
import type { OutboxEntry } from '../contract/rest/outbox';
import type { Overview } from '../contract/rest/overview';
import type { PendingItem, PendingResponse } from '../contract/rest/pending';
import type { Finding, Reconciliation } from '../contract/rest/reconciliation';
import { runKind, type Run, type RunItem } from '../contract/rest/runs';
import {
	settingsDefaults,
	type SettingsResponse,
} from '../contract/rest/settings';

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
	waiting: 0,
	message: 'Writing products.',
	resumesAt: null,
	resumable: false,
	startedBy: 'person',
	limited: false,
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
	needed: false,
	...parts,
} );

export const changeOf = (
	parts: Partial< PendingItem > = {}
): PendingItem => ( {
	id: 5,
	kind: 'stock',
	code: '4011',
	name: 'Шраф 6x40',
	productId: 311,
	productUrl: 'https://shop.example/wp-admin/post.php?post=311&action=edit',
	classes: [ 'zero' ],
	changes: [ { field: 'stock', from: '12', to: '0' } ],
	runId: 12,
	since: at,
	...parts,
} );

/** Of the kinds of these, all that waits. */
export const pendingOf = ( items: PendingItem[] ): PendingResponse => ( {
	items,
	total: items.length,
	at,
	kinds: runKind.options.flatMap( ( kind ) => {
		const waiting = items.filter( ( item ) => item.kind === kind ).length;
		return waiting === 0
			? []
			: [
					{
						kind,
						waiting,
						news: waiting,
						message: `Held to be safe: ${ waiting }.`,
					},
				];
	} ),
} );

export const rowOf = ( parts: Partial< OutboxEntry > = {} ): OutboxEntry => ( {
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
	issue: null,
	remedies: [],
	nextAttemptAt: null,
	acknowledgedAt: at,
	createdAt: at,
	updatedAt: at,
	...parts,
} );

export const lineOf = ( parts: Partial< OrderLine > = {} ): OrderLine => ( {
	id: 1042,
	number: '1042',
	url: 'https://shop.example/wp-admin/admin.php?page=wc-orders&id=1042',
	buyer: 'Jelena Đorđević',
	total: { amount: '4990', currency: 'RSD' },
	placedAt: at,
	state: 'sent',
	label: 'In SORS',
	document: {
		name: 'Reservation REZ-88/2026',
		database: 'MyDatabase2026',
		isOpen: true,
	},
	why: null,
	entryId: 7,
	role: 'sale',
	sendable: false,
	...parts,
} );

export const orderOf = (
	parts: Partial< OrderDetails > = {}
): OrderDetails => ( {
	...lineOf(),
	story: [
		{
			at,
			text: 'Order placed: RSD 4,990.00',
			detail: null,
			by: null,
			tone: 'neutral',
		},
	],
	asks: [],
	documents: [],
	events: [],
	refunded: null,
	...parts,
} );

export const findingOf = ( parts: Partial< Finding > = {} ): Finding => ( {
	kind: 'missing',
	entryId: 7,
	orderId: 1042,
	orderNumber: '1042',
	orderUrl: 'https://shop.example/wp-admin/admin.php?page=wc-orders&id=1042',
	documentNumber: 'REZ-88/2026',
	total: { amount: '4990', currency: 'RSD' },
	documentTotal: '4990.00',
	message: 'SORS has no open document of this order.',
	remedies: [ { as: 'resend', label: 'Send again' } ],
	...parts,
} );

/** A finished comparison of the given findings. */
export const reconciliationOf = (
	items: Finding[] = [],
	parts: Partial< Reconciliation > = {}
): Reconciliation => ( {
	state: 'done',
	startedAt: at,
	finishedAt: at,
	from: '2026-10-24',
	to: '2026-11-24',
	documents: 90,
	checked: 90,
	unchecked: null,
	counts: {
		notSent: 0,
		missing: 0,
		uncertain: 0,
		doubled: 0,
		otherTotal: 0,
		orphaned: 0,
	},
	documentsWithoutOrder: [],
	canCancel: true,
	items,
	total: items.length,
	...parts,
} );

export const olderOrdersJobOf = (
	parts: Partial< NonNullable< OlderOrders[ 'job' ] > > = {}
): NonNullable< OlderOrders[ 'job' ] > => ( {
	from: '2026-01-01',
	to: '2026-06-30',
	total: 1400,
	queued: 350,
	refused: 0,
	startedAt: at,
	finishedAt: null,
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
	mayChangeKey: true,
	notices: [],
	shop: {
		currency: 'RSD',
		pricesIncludeTax: true,
		taxesEnabled: true,
		orderStatuses: { processing: 'Processing' },
		paymentGateways: { bacs: 'Direct bank transfer' },
		customerDiscounts: true,
		serviceNames: { 'USL-1': 'Dostava kurirom' },
		taxClasses: { '': 'Standard', 'reduced-rate': 'Reduced rate' },
		testDatabase: 'Proba',
		mayTestOrders: true,
		usualTaxClasses: { 20: '', 10: 'reduced-rate', 0: 'zero-rate' },
	},
} );

export const overviewOf = ( parts: Partial< Overview > = {} ): Overview => ( {
	connection: {
		configured: true,
		lastTest: { ok: true, latencyMs: 84, problem: null },
		lastTestAt: at,
	},
	agreement: { products: null, orders: null },
	runs: [],
	linkedProducts: 0,
	outbox: [],
	ordersNeeding: 0,
	ordersByDay: [],
	recentRuns: [],
	decisions: [],
	...parts,
} );

export const firstRunOf = ( parts: Partial< FirstRun > = {} ): FirstRun => ( {
	state: 'none',
	kind: null,
	parts: [],
	message: '',
	startedAt: null,
	finished: parts.state === 'done',
	...parts,
} );
