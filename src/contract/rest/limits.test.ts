/** What the schemas are to take and to refuse; tests/schemas only holds that PHP judges like them. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { objects } from './emit';

const LAST_HOUR = { catalog: 'daily@23:59', stock: '15min', images: 'off' };
const debt = {
	customerName: 'Петар Петровић ПР',
	balance: '-12500.50',
	overdue: null,
	currency: 'RSD',
	asOf: null,
};
const test = { ok: false, latencyMs: 0, problem: null };
const identity = { storeId: 'k3f9x20ab1', address: 'shop.example' };
const days = { from: '2026-01-01', to: '2026-03-31' };

const verdict = ( schema: string, body: unknown ) =>
	z.safeParse( objects[ schema ]!, body ).success;

describe( 'taken', () => {
	it.each( [
		[ 'settings-patch', { safetyLimitPercent: 1, retentionDays: 3650 } ],
		[ 'settings-patch', { alertEmail: '' } ],
		[ 'settings-patch', { alertEmail: 'prodaja@shop.example' } ],
		[ 'settings-patch', { schedule: LAST_HOUR } ],
		[ 'settings-patch', { schedule: { stock: 'hourly' } } ],
		[
			'settings-patch',
			{ exportStatuses: [ 'on-hold', 'a'.repeat( 20 ) ] },
		],
		[ 'settings-patch', { paymentMethodMap: { 'a.b:c_D-9': 'card' } } ],
		[ 'settings-patch', { paymentMethodMap: { cod: null } } ],
		[ 'settings-patch', { singleCustomerCode: '7'.repeat( 191 ) } ],
		[ 'send-orders-body', { orderIds: Array( 500 ).fill( 1 ) } ],
		[ 'debt-response', debt ],
		[ 'connection-test-response', test ],
		[ 'store-identity-response', identity ],
		[ 'older-orders-body', days ],
		[ 'runs-query', { page: 1_000_000, per_page: 100 } ],
		[ 'customer-query', { taxId: '101134702' } ],
	] )( '%s %j', ( schema, body ) => {
		expect( verdict( schema, body ) ).toBe( true );
	} );
} );

describe( 'refused', () => {
	it.each( [
		[ 'settings-patch', { documentKind: 'proForma' } ],
		[ 'settings-patch', { businessUnitIds: [ '' ] } ],
		[ 'settings-patch', { exportStatuses: [ 'Processing' ] } ],
		[ 'settings-patch', { exportStatuses: [ 'processing\n' ] } ],
		[ 'settings-patch', { exportStatuses: [ 'a'.repeat( 21 ) ] } ],
		[ 'settings-patch', { safetyLimitPercent: 0 } ],
		[ 'settings-patch', { safetyLimitPercent: 101 } ],
		[ 'settings-patch', { retentionDays: 3651 } ],
		[ 'settings-patch', { fullStockHours: 169 } ],
		[ 'settings-patch', { alertEmail: 'owner' } ],
		[ 'settings-patch', { alertEmail: `a@${ 'b'.repeat( 250 ) }.rs` } ],
		[ 'settings-patch', { serbianScript: 'glagolitic' } ],
		[ 'settings-patch', { schedule: { catalog: 'daily@24:00' } } ],
		[ 'settings-patch', { schedule: { stock: '1min' } } ],
		[ 'settings-patch', { schedule: { stock: null } } ],
		[ 'settings-patch', { fields: { price: 'sometimes' } } ],
		[ 'settings-patch', { fields: { colour: 'never' } } ],
		[ 'settings-patch', { paymentMethodMap: { '100%s': 'card' } } ],
		[ 'settings-patch', { paymentMethodMap: { 'cod\n': 'card' } } ],
		[ 'settings-patch', { paymentMethodMap: { '': 'card' } } ],
		[
			'settings-patch',
			{ paymentMethodMap: { [ 'x'.repeat( 101 ) ]: 'card' } },
		],
		[ 'settings-patch', { database: 'x'.repeat( 121 ) } ],
		[ 'settings-patch', { database: null } ],
		[ 'settings-patch', { singleCustomerCode: '7'.repeat( 192 ) } ],
		[ 'settings-patch', { apiKey: 'abc' } ],
		[ 'settings-file-body', { file: 'x'.repeat( 200_001 ) } ],
		[ 'api-key-body', { apiKey: 'x'.repeat( 501 ) } ],
		[ 'send-orders-body', { orderIds: [] } ],
		[ 'send-orders-body', { orderIds: [ 0 ] } ],
		[ 'send-orders-body', { orderIds: Array( 501 ).fill( 1 ) } ],
		[ 'resolve-body', { as: 'forgotten' } ],
		[ 'resolve-body', { as: 'sent', documentId: 'x'.repeat( 192 ) } ],
		[ 'start-run-body', { kind: 'prices' } ],
		[ 'start-run-body', { kind: 'stock', mode: 'dry' } ],
		[ 'approve-run-body', { items: [] } ],
		[ 'approve-run-body', { leaveOut: [] } ],
		[ 'shop-check-body', { code: 'weather' } ],
		[ 'older-orders-body', { ...days, from: '2026-01-01x' } ],
		[ 'older-orders-body', { ...days, from: '2026-01-01T00:00:00Z' } ],
		[ 'runs-query', { page: 0 } ],
		[ 'runs-query', { page: 1_000_001 } ],
		[ 'runs-query', { per_page: 101 } ],
		[ 'runs-query', { search: 'x'.repeat( 201 ) } ],
		[ 'customer-query', { taxId: '' } ],
		[ 'customer-query', { taxId: '1'.repeat( 31 ) } ],
		[
			'leave-group-alone-body',
			{ groupId: '4'.repeat( 65 ), leftAlone: true },
		],
		[ 'catalog-mapping-body', { groupId: '4', categoryId: 0 } ],
		[ 'debt-response', { ...debt, balance: 12500 } ],
		[ 'debt-response', { ...debt, balance: '12500,00' } ],
		[ 'debt-response', { ...debt, balance: '12.500.00' } ],
		[ 'debt-response', { ...debt, balance: '' } ],
		[ 'debt-response', { ...debt, balance: '.5' } ],
		[ 'debt-response', { ...debt, balance: '5\n' } ],
		[ 'connection-test-response', { ...test, latencyMs: -1 } ],
		[ 'connection-test-response', { ...test, problem: { code: 'x' } } ],
		[ 'store-identity-response', { ...identity, storeId: 'k3-f9' } ],
		[ 'store-identity-response', { ...identity, storeId: '' } ],
	] )( '%s %j', ( schema, body ) => {
		expect( verdict( schema, body ) ).toBe( false );
	} );

	it.each( [
		'2026-11-24T14:55:00.5Z',
		'2026-11-24T14:55:00+01:00',
		'2026-11-24 14:55:00',
	] )( 'the moment %s', ( updatedAt ) => {
		expect( verdict( 'approve-run-body', { updatedAt } ) ).toBe( false );
	} );
} );
