/**
 * What the server keeps: our own field names and plain types. Ids are digit
 * strings, decimals numbers, dates `yyyy-MM-dd`, moments milliseconds.
 */
import type { ENUM_VALUES } from '../../../src/contract/sors/contract';
import type { JsonObject } from '../wire/paths';

type ValueOf< Name extends keyof typeof ENUM_VALUES > =
	( typeof ENUM_VALUES )[ Name ][ number ];
export type ItemType = ValueOf< 'itemType' >;
export type CustomerType = ValueOf< 'customerType' >;
export type DocumentKind = ValueOf< 'documentKind' >;
export type DocumentStatus = ValueOf< 'documentStatus' >;
export type PaymentMethod = ValueOf< 'paymentMethod' >;

export interface BusinessUnit {
	id: string;
	code: string;
	name: string;
	active: boolean;
}

export interface ProductGroup {
	id: string;
	name: string;
	parentId: string | null;
}

export interface Product {
	id: string;
	code: string;
	name: string;
	itemType: ItemType;
	unit: string;
	gtin: string | null;
	groupId: string | null;
	secondGroupId: string | null;
	description: string;
	vatRate: number;
	priceWithoutVat: number;
	priceWithVat: number;
	/** On the wire under a name that no contract has: a client must never read it. */
	purchasePrice: number;
	active: boolean;
	modifiedAt: number;
	images: ProductImage[];
	/** Our field -> any JSON to send in its place. */
	garbled?: JsonObject;
}

export interface ProductImage {
	id: string;
	ordinal: number;
	format: 'png' | 'jpeg' | 'webp';
	/** Another variant is another picture under the same id. */
	variant: number;
	deliver: 'url' | 'content' | 'both';
	/** Sent as they are, instead of our own generated picture. */
	url?: string;
	content?: string;
}

export interface StockLevel {
	productId: string;
	productCode: string;
	businessUnitId: string;
	onHand: number;
	reserved: number;
	priceWithoutVat: number;
	priceWithVat: number;
	modifiedAt: number;
	garbled?: JsonObject;
}

export interface Customer {
	id: string;
	code: string;
	type: CustomerType;
	name: string;
	taxId: string | null;
	registrationNumber: string | null;
	/** Of a public body. */
	jbkjs: string | null;
	email: string | null;
	phone: string | null;
	address: string | null;
	postalCode: string | null;
	city: string | null;
	country: string | null;
	discountPercent: number;
	/** Owed before the first document of this database. */
	openingBalance: number;
}

export interface DocumentLine {
	productId: string;
	productCode: string;
	name: string;
	quantity: number;
	unit: string;
	unitPrice: number;
	discountPercent: number;
	vatRate: number;
	lineTotal: number;
}

export interface SorsDocument {
	id: string;
	number: string;
	kind: DocumentKind;
	businessUnitId: string;
	customerId: string | null;
	date: string;
	dueDate: string | null;
	externalReference: string | null;
	paymentMethod: PaymentMethod | null;
	currency: string;
	pricesIncludeVat: boolean;
	paidAmount: number | null;
	paidAt: number | null;
	buyerName: string | null;
	buyerEmail: string | null;
	buyerPhone: string | null;
	deliveryAddress: string | null;
	deliveryPostalCode: string | null;
	deliveryCity: string | null;
	deliveryCountry: string | null;
	note: string | null;
	sourceDocumentId: string | null;
	lines: DocumentLine[];
	total: number;
	status: DocumentStatus;
	/** Percent that SORS itself took off the goods; left out, nothing. */
	discounted?: number;
	/** What it did, so that a cancel undoes exactly that, whatever the setting is by then. */
	effect: { onHand: -1 | 0 | 1; reserved: 0 | 1; debt: -1 | 0 | 1 };
	createdAt: number;
	garbled?: JsonObject;
}

export interface SorsDatabase {
	name: string;
	title: string;
	year: number;
	units: BusinessUnit[];
	groups: ProductGroup[];
	products: Product[];
	levels: StockLevel[];
	customers: Customer[];
	documents: SorsDocument[];
	/** Ids differ from database to database, as between SORS' yearly ones. */
	nextId: number;
}
