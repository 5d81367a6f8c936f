import { z } from 'zod';

export const documentKind = z.enum( [
	'reservation',
	'invoice',
	'invoiceDeliveryNote',
	'deliveryNote',
] );
export type DocumentKind = z.infer< typeof documentKind >;

/** What a run may do to a field that the shop already has. */
export const ownership = z.enum( [ 'always', 'create', 'never' ] );
export type Ownership = z.infer< typeof ownership >;

export const paymentMethod = z.enum( [
	'cashOnDelivery',
	'bankTransfer',
	'card',
	'cash',
	'cheque',
	'other',
] );

const schedule = z.string().regex( /^(off|15min|hourly|twicedaily|daily@([01][0-9]|2[0-3]):[0-5][0-9])$/ );

const fields = z.strictObject( {
	name: ownership.default( 'create' ),
	description: ownership.default( 'create' ),
	categories: ownership.default( 'always' ),
	price: ownership.default( 'always' ),
	stock: ownership.default( 'always' ),
	images: ownership.default( 'create' ),
	status: ownership.default( 'create' ),
} );

const schedules = z.strictObject( {
	catalog: schedule.default( 'off' ),
	stock: schedule.default( 'off' ),
	images: schedule.default( 'off' ),
} );

/**
 * All settings, with their defaults: the one source for the REST route, for
 * PHP's own validation and for the settings screen. Empty string = not chosen.
 */
export const settings = z.strictObject( {
	database: z.string().max( 120 ).default( '' ),
	businessUnitIds: z.array( z.string().min( 1 ).max( 64 ) ).max( 100 ).default( [] ),
	/** Empty = the first of `businessUnitIds`. */
	priceBusinessUnitId: z.string().max( 64 ).default( '' ),
	/** Empty = the first of `businessUnitIds`. */
	documentBusinessUnitId: z.string().max( 64 ).default( '' ),
	documentKind: documentKind.default( 'reservation' ),
	/** WooCommerce payment gateway id -> kind of document. */
	documentKindByPayment: z.record( z.string(), documentKind ).default( {} ),
	invoiceLowersStock: z.boolean().default( false ),
	exportOrders: z.boolean().default( false ),
	/** WooCommerce order statuses without `wc-`. */
	exportStatuses: z
		.array( z.string().regex( /^[a-z0-9_-]{1,20}$/ ) )
		.max( 50 )
		.default( [ 'on-hold', 'processing', 'completed' ] ),
	priceType: z.enum( [ 'withVat', 'withoutVat' ] ).default( 'withVat' ),
	stockMode: z.enum( [ 'onHand', 'available' ] ).default( 'available' ),
	newProductStatus: z.enum( [ 'draft', 'publish' ] ).default( 'draft' ),
	missingProducts: z.enum( [ 'leave', 'outOfStock', 'draft' ] ).default( 'outOfStock' ),
	fields: fields.default( {
		name: 'create',
		description: 'create',
		categories: 'always',
		price: 'always',
		stock: 'always',
		images: 'create',
		status: 'create',
	} ),
	/** VAT rate as SORS writes it, normalised ("20", "10", "0") -> tax class slug ("" = standard). */
	taxClassByVatRate: z.record( z.string(), z.string().max( 200 ) ).default( {} ),
	customerMode: z.enum( [ 'perBuyer', 'single' ] ).default( 'perBuyer' ),
	singleCustomerCode: z.string().max( 64 ).default( '' ),
	/** Order meta key of another plugin's VAT number field; empty = our own field. */
	vatFieldKey: z.string().max( 120 ).default( '' ),
	shippingItemCode: z.string().max( 64 ).default( '' ),
	feeItemCode: z.string().max( 64 ).default( '' ),
	roundingItemCode: z.string().max( 64 ).default( '' ),
	unmappedLines: z.enum( [ 'refuse', 'named' ] ).default( 'refuse' ),
	schedule: schedules.default( { catalog: 'off', stock: 'off', images: 'off' } ),
	/** WooCommerce payment gateway id -> SORS payment method. */
	paymentMethodMap: z.record( z.string(), paymentMethod ).default( {} ),
	safetyLimitPercent: z.int().min( 1 ).max( 100 ).default( 20 ),
	retentionDays: z.int().min( 1 ).max( 3650 ).default( 365 ),
	/** Empty = the site's administrator. */
	alertEmail: z.union( [ z.literal( '' ), z.string().max( 254 ).regex( /^[^@\s]+@[^@\s]+\.[^@\s]+$/ ) ] ).default( '' ),
} );
export type Settings = z.infer< typeof settings >;

export const apiKeyState = z.strictObject( {
	set: z.boolean(),
	/** The last characters, for recognition; null where the key is too short for that. */
	hint: z.string().nullable(),
	source: z.enum( [ 'constant', 'option', 'none' ] ),
	/** False after the site's salts changed: the key must be entered again. */
	readable: z.boolean(),
} );
export type ApiKeyState = z.infer< typeof apiKeyState >;

/** A combination that is refused or doubtful, said at the field it belongs to. */
export const settingsNotice = z.strictObject( {
	field: z.string(),
	severity: z.enum( [ 'error', 'warning' ] ),
	message: z.string(),
} );

/** `GET settings` and the answer of `PUT settings`. */
export const settingsResponse = z.strictObject( {
	settings,
	apiKey: apiKeyState,
	notices: z.array( settingsNotice ),
	/** What the shop offers to choose from. */
	shop: z.strictObject( {
		currency: z.string(),
		pricesIncludeTax: z.boolean(),
		taxesEnabled: z.boolean(),
		orderStatuses: z.record( z.string(), z.string() ),
		paymentGateways: z.record( z.string(), z.string() ),
		taxClasses: z.record( z.string(), z.string() ),
	} ),
} );
export type SettingsResponse = z.infer< typeof settingsResponse >;

/** `PUT settings`: only what changes. */
export const settingsPatch = settings.partial();
export type SettingsPatch = z.infer< typeof settingsPatch >;

/** `PUT settings/api-key`: an empty key forgets the stored one. */
export const apiKeyBody = z.strictObject( { apiKey: z.string().max( 500 ) } );
