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

const brandOwnership = z.enum( [ 'always', 'create', 'category', 'never' ] );
export type BrandOwnership = z.infer< typeof brandOwnership >;

export const paymentMethod = z.enum( [
	'cashOnDelivery',
	'bankTransfer',
	'card',
	'cash',
	'cheque',
	'other',
] );

/** When orders of a gateway count as paid: when WooCommerce says so, on completion, never (on credit). */
export const paidBy = z.enum( [ 'payment', 'completion', 'never' ] );

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

/** Percent, normalised. */
const vatRate = z
	.string()
	.check( z.regex( /^(0|[1-9][0-9]?)([.][0-9]{0,3}[1-9])?$/ ) );

const taxClass = text( 200 );

const fields = z.strictObject( {
	name: ownership,
	description: ownership,
	categories: ownership,
	/** SORS' second group: the product's brand, another category of it, or nothing. */
	brand: brandOwnership,
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

export const priceType = z.enum( [ 'withVat', 'withoutVat' ] );
export const stockMode = z.enum( [ 'onHand', 'available' ] );

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
	/** Of buyers with a PIB; empty = as for consumers. */
	documentKindCompany: z.enum( [ '', ...documentKind.options ] ),
	exportOrders: z.boolean(),
	/** Confirmed: the buyers are invented, so their orders may go to `testDatabase`. Counts for nothing on a site of the type production. */
	sendToTestDatabase: z.boolean(),
	exportStatuses: statuses,
	priceType,
	/** Prices from SORS in whole dinars, VAT included, while the shop shows no decimals. */
	wholePrices: z.boolean(),
	stockMode,
	newProductStatus: z.enum( [ 'draft', 'publish' ] ),
	missingProducts: z.enum( [ 'leave', 'outOfStock', 'draft' ] ),
	fields,
	/** Pictures that we brought in, that SORS no longer has, and that nothing on the site refers to; otherwise they are only taken off the product. */
	deleteUnusedImages: z.boolean(),
	/** VAT rate as SORS writes it, normalised ("20", "10", "0") -> tax class slug ("" = standard). */
	taxClassByVatRate: z.record( vatRate, taxClass ),
	customerMode: z.enum( [ 'perBuyer', 'single' ] ),
	singleCustomerCode: text( LONGEST_CODE ),
	/** Order meta key of another plugin's VAT number field; empty = our own field. */
	vatFieldKey: text( 120 ),
	shippingItemCode: text( LONGEST_CODE ),
	feeItemCode: text( LONGEST_CODE ),
	/** VAT rate that WooCommerce charged, as in `taxClassByVatRate` -> code of the item; `shippingItemCode` for all others. */
	shippingItemByVatRate: z.record( vatRate, text( LONGEST_CODE ) ),
	feeItemByVatRate: z.record( vatRate, text( LONGEST_CODE ) ),
	unmappedLines: z.enum( [ 'refuse', 'named' ] ),
	schedule: schedules,
	/** After how many hours a scheduled stock run reads everything, and not only what has changed; 0 = each time. */
	fullStockHours: z.int().check( z.minimum( 0 ), z.maximum( 168 ) ),
	paymentMethodMap: z.record( gatewayId, paymentMethod ),
	/** Where it is not the usual: "completion" of "cod" and of those that are "cashOnDelivery" in `paymentMethodMap`, else "payment". */
	paidByGateway: z.record( gatewayId, paidBy ),
	safetyLimitPercent: z.int().check( z.minimum( 1 ), z.maximum( 100 ) ),
	retentionDays: z.int().check( z.minimum( 1 ), z.maximum( 3650 ) ),
	/** Empty = the site's administrator. ASCII without spaces, as WordPress' is_email() wants it. */
	alertEmail: z
		.string()
		.check(
			z.maxLength( 254 ),
			z.regex( /^([!-?A-~]+@[!-?A-~]+\.[!-?A-~]+)?$/ )
		),
	/** Of our Serbian texts: as WordPress' own are, or always one of the two. */
	serbianScript: z.enum( [ 'site', 'latin', 'cyrillic' ] ),
	/** RSD instead of рсд, which WooCommerce writes. */
	latinCurrency: z.boolean(),
	/** New products with Cyrillic names get Latin slugs. */
	latinSlugs: z.boolean(),
	/** Each request to SORS goes into the log, without the buyers' data. */
	detailedLog: z.boolean(),
	/** When the plugin is deleted; otherwise only the key and what names buyers goes. */
	removeAllData: z.boolean(),
	/** The standing discount of a linked customer is given on goods that are on sale, too. */
	discountOnSaleItems: z.boolean(),
};

const values = z.strictObject( shape );
export type Settings = z.infer< typeof values >;

export const settingsDefaults: Settings = {
	database: '',
	businessUnitIds: [],
	priceBusinessUnitId: '',
	documentBusinessUnitId: '',
	documentKind: 'reservation',
	documentKindCompany: '',
	exportOrders: false,
	sendToTestDatabase: false,
	exportStatuses: [ 'on-hold', 'processing', 'completed' ],
	priceType: 'withVat',
	wholePrices: true,
	stockMode: 'available',
	newProductStatus: 'draft',
	missingProducts: 'outOfStock',
	fields: {
		name: 'create',
		description: 'create',
		categories: 'always',
		brand: 'create',
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
	shippingItemByVatRate: {},
	feeItemByVatRate: {},
	unmappedLines: 'refuse',
	schedule: { catalog: 'off', stock: 'off', images: 'off' },
	fullStockHours: 24,
	paymentMethodMap: {},
	paidByGateway: {},
	safetyLimitPercent: 20,
	retentionDays: 365,
	alertEmail: '',
	serbianScript: 'site',
	latinCurrency: false,
	latinSlugs: false,
	detailedLog: false,
	removeAllData: false,
	discountOnSaleItems: false,
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
 * `PUT settings`: only what changes. Lists are replaced whole; of what has
 * names only the named entries change, and null takes one out of a map.
 */
export const settingsPatch = z.partial(
	z.strictObject( {
		...shape,
		fields: z.partial( fields ),
		taxClassByVatRate: z.record( vatRate, z.nullable( taxClass ) ),
		shippingItemByVatRate: z.record(
			vatRate,
			z.nullable( text( LONGEST_CODE ) )
		),
		feeItemByVatRate: z.record(
			vatRate,
			z.nullable( text( LONGEST_CODE ) )
		),
		schedule: z.partial( schedules ),
		paymentMethodMap: z.record( gatewayId, z.nullable( paymentMethod ) ),
		paidByGateway: z.record( gatewayId, z.nullable( paidBy ) ),
	} )
);
export type SettingsPatch = z.infer< typeof settingsPatch >;

/** `POST settings/difference`: the text of a file with settings of another shop, as `GET settings/export` writes it. */
export const settingsFileBody = z.strictObject( { file: text( 200_000 ) } );

/** What would change: the same settings, as they are and as they would be. */
export const settingsDifference = z.strictObject( {
	before: z.partial( values ),
	after: z.partial( values ),
	/** A sentence on what of the file is not taken over. */
	leftOut: z.nullable( z.string() ),
} );
export type SettingsDifference = z.infer< typeof settingsDifference >;

const apiKeyState = z.strictObject( {
	set: z.boolean(),
	/** The last characters, for recognition; null where the key is too short for that. */
	hint: z.nullable( z.string() ),
	source: z.enum( [ 'constant', 'option', 'none' ] ),
	/** False after the site's salts changed: the key must be entered again. */
	readable: z.boolean(),
} );
export type ApiKeyState = z.infer< typeof apiKeyState >;

/** A combination that is refused or doubtful, said at the field it belongs to. */
const settingsNotice = z.strictObject( {
	field: z.string(),
	severity: z.enum( [ 'error', 'warning' ] ),
	message: z.string(),
} );
export type SettingsNotice = z.infer< typeof settingsNotice >;

/** `GET settings` and the answer of `PUT settings`. */
export const settingsResponse = z.strictObject( {
	settings: values,
	apiKey: apiKeyState,
	/** Only administrators of the site, not shop managers. */
	mayChangeKey: z.boolean(),
	notices: z.array( settingsNotice ),
	/** What the shop offers to choose from. */
	shop: z.strictObject( {
		currency: z.string(),
		pricesIncludeTax: z.boolean(),
		taxesEnabled: z.boolean(),
		orderStatuses: z.record( z.string(), z.string() ),
		paymentGateways: z.record( z.string(), z.string() ),
		/** By code, of the chosen ones: as last read from SORS. */
		serviceNames: z.record( z.string(), z.string() ),
		taxClasses: z.record( z.string(), z.string() ),
		/** SORS can tell what standing discount a customer has. */
		customerDiscounts: z.boolean(),
		/** By VAT rate: for a rate that is not in `taxClassByVatRate`. */
		usualTaxClasses: z.record( z.string(), z.string() ),
		/** There for trying: a test document is made in it, and in no other. */
		testDatabase: z.string(),
		/** The site is not of the type production: its orders may go there, too, once a person has confirmed it. */
		mayTestOrders: z.boolean(),
	} ),
} );
export type SettingsResponse = z.infer< typeof settingsResponse >;

/** `PUT settings/api-key`: an empty key forgets the stored one. */
export const apiKeyBody = z.strictObject( { apiKey: text( 500 ) } );

export const apiKeyResponse = z.strictObject( {
	apiKey: apiKeyState,
	/** The key was saved, though SORS could not be asked whether it works. */
	warning: z.nullable( z.string() ),
} );

/** `GET service-items`: services of SORS that may stand for shipping, fees and rounding. */
export const serviceItems = z.strictObject( {
	/** False where SORS does not say which items are services: codes are typed then. */
	listed: z.boolean(),
	/** False while the price list is being read: ask again. */
	complete: z.boolean(),
	items: z.array(
		z.strictObject( {
			code: z.string(),
			name: z.string(),
			active: z.boolean(),
		} )
	),
} );
export type ServiceItems = z.infer< typeof serviceItems >;
