import * as z from 'zod/mini';
import { LONGEST_CODE, text } from './scalars';

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

const schedule = z
	.string()
	.check(
		z.regex(
			/^(off|15min|hourly|twicedaily|daily@([01][0-9]|2[0-3]):[0-5][0-9])$/
		)
	);

/** WooCommerce order statuses without `wc-`. */
const statuses = z
	.array( z.string().check( z.regex( /^[a-z0-9_-]{1,20}$/ ) ) )
	.check( z.maxLength( 50 ) );

/** Id of a WooCommerce payment gateway; orders have 100 characters for it. */
const gatewayId = z.string().check( z.regex( /^[A-Za-z0-9_.:-]{1,100}$/ ) );

const fields = z.strictObject( {
	name: ownership,
	description: ownership,
	categories: ownership,
	price: ownership,
	stock: ownership,
	images: ownership,
	status: ownership,
} );

const schedules = z.strictObject( {
	catalog: schedule,
	stock: schedule,
	images: schedule,
} );

/** Empty string = not chosen. */
const shape = {
	database: text( 120 ),
	businessUnitIds: z
		.array( z.string().check( z.minLength( 1 ), z.maxLength( 64 ) ) )
		.check( z.maxLength( 100 ) ),
	/** Empty = the first of `businessUnitIds`. */
	priceBusinessUnitId: text( 64 ),
	/** Empty = the first of `businessUnitIds`. */
	documentBusinessUnitId: text( 64 ),
	documentKind,
	documentKindByPayment: z.record( gatewayId, documentKind ),
	invoiceLowersStock: z.boolean(),
	exportOrders: z.boolean(),
	exportStatuses: statuses,
	/** Statuses in place of `exportStatuses`; none = such orders are not sent. */
	exportStatusesByPayment: z.record( gatewayId, statuses ),
	priceType: z.enum( [ 'withVat', 'withoutVat' ] ),
	stockMode: z.enum( [ 'onHand', 'available' ] ),
	newProductStatus: z.enum( [ 'draft', 'publish' ] ),
	missingProducts: z.enum( [ 'leave', 'outOfStock', 'draft' ] ),
	fields,
	/** Pictures that we brought in, that SORS no longer has, and that nothing on the site refers to; otherwise they are only taken off the product. */
	deleteUnusedImages: z.boolean(),
	/** VAT rate as SORS writes it, normalised ("20", "10", "0") -> tax class slug ("" = standard). */
	taxClassByVatRate: z.record( z.string(), text( 200 ) ),
	customerMode: z.enum( [ 'perBuyer', 'single' ] ),
	singleCustomerCode: text( LONGEST_CODE ),
	/** Order meta key of another plugin's VAT number field; empty = our own field. */
	vatFieldKey: text( 120 ),
	shippingItemCode: text( LONGEST_CODE ),
	feeItemCode: text( LONGEST_CODE ),
	roundingItemCode: text( LONGEST_CODE ),
	unmappedLines: z.enum( [ 'refuse', 'named' ] ),
	schedule: schedules,
	/** After how many hours a scheduled stock run reads everything, and not only what has changed; 0 = each time. */
	fullStockHours: z.int().check( z.minimum( 0 ), z.maximum( 168 ) ),
	paymentMethodMap: z.record( gatewayId, paymentMethod ),
	safetyLimitPercent: z.int().check( z.minimum( 1 ), z.maximum( 100 ) ),
	retentionDays: z.int().check( z.minimum( 1 ), z.maximum( 3650 ) ),
	/** Empty = the site's administrator. ASCII without spaces, as WordPress' is_email() wants it. */
	alertEmail: z
		.string()
		.check(
			z.maxLength( 254 ),
			z.regex( /^([!-?A-~]+@[!-?A-~]+\.[!-?A-~]+)?$/ )
		),
	/** Each request to SORS goes into the log, without the buyers' data. */
	detailedLog: z.boolean(),
};

const values = z.strictObject( shape );
export type Settings = z.infer< typeof values >;

export const settingsDefaults: Settings = {
	database: '',
	businessUnitIds: [],
	priceBusinessUnitId: '',
	documentBusinessUnitId: '',
	documentKind: 'reservation',
	documentKindByPayment: {},
	invoiceLowersStock: false,
	exportOrders: false,
	exportStatuses: [ 'on-hold', 'processing', 'completed' ],
	exportStatusesByPayment: {},
	priceType: 'withVat',
	stockMode: 'available',
	newProductStatus: 'draft',
	missingProducts: 'outOfStock',
	fields: {
		name: 'create',
		description: 'create',
		categories: 'always',
		price: 'always',
		stock: 'always',
		images: 'create',
		status: 'create',
	},
	deleteUnusedImages: false,
	taxClassByVatRate: {},
	customerMode: 'perBuyer',
	singleCustomerCode: '',
	vatFieldKey: '',
	shippingItemCode: '',
	feeItemCode: '',
	roundingItemCode: '',
	unmappedLines: 'refuse',
	schedule: { catalog: 'off', stock: 'off', images: 'off' },
	fullStockHours: 24,
	paymentMethodMap: {},
	safetyLimitPercent: 20,
	retentionDays: 365,
	alertEmail: '',
	detailedLog: false,
};

/**
 * Settings as they are stored, each with its default: the one source for PHP's
 * own defaults and validation. The route's answer carries them complete, and a
 * patch must not have defaults at all, or saving one setting would reset the rest.
 */
export const settings = z.strictObject(
	Object.fromEntries(
		Object.entries( shape ).map( ( [ key, schema ] ) => [
			key,
			z._default(
				schema as z.ZodMiniType,
				settingsDefaults[ key as keyof Settings ]
			),
		] )
	)
);

/**
 * `PUT settings`: only what changes. Of `fields` and `schedule` only the named
 * keys change; lists and maps are replaced whole.
 */
export const settingsPatch = z.partial(
	z.strictObject( {
		...shape,
		fields: z.partial( fields ),
		schedule: z.partial( schedules ),
	} )
);
export type SettingsPatch = z.infer< typeof settingsPatch >;

export const apiKeyState = z.strictObject( {
	set: z.boolean(),
	/** The last characters, for recognition; null where the key is too short for that. */
	hint: z.nullable( z.string() ),
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
export type SettingsNotice = z.infer< typeof settingsNotice >;

/** `GET settings` and the answer of `PUT settings`. */
export const settingsResponse = z.strictObject( {
	settings: values,
	apiKey: apiKeyState,
	/** Administrators of the site only, whoever manages the shop. */
	mayChangeKey: z.boolean(),
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

/** `PUT settings/api-key` (answers `apiKeyState`): an empty key forgets the stored one. */
export const apiKeyBody = z.strictObject( { apiKey: text( 500 ) } );
