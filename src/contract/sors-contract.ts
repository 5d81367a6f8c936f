/**
 * The shape of contract/sors-api.json, format version 1.
 *
 * The left-hand names (operations, parameters, entities, fields, values) are
 * ours and fixed here, so a misspelt one fails at once instead of quietly
 * turning a feature off. The right-hand names are the API's and may be anything.
 */
import { z } from 'zod';

const status = z.enum( [ 'known', 'concept', 'assumed' ] );
/** A field on the wire; dots lead into nested objects. */
const wirePath = z.string().regex( /^[^.\s]+(\.[^.\s]+)*$/ );
const wireName = z.string().regex( /^\S+$/ );
const scalar = z.union( [ z.string(), z.number(), z.boolean() ] );

function named< const Name extends string, Value extends z.ZodType >(
	names: readonly Name[],
	value: Value
) {
	return z.partialRecord( z.enum( names ), value );
}

export const ENTITY_FIELDS = {
	database: [ 'name', 'title', 'year' ],
	businessUnit: [ 'id', 'code', 'name', 'active' ],
	productGroup: [ 'id', 'name', 'parentId' ],
	// prettier-ignore
	product: [ 'id', 'code', 'name', 'itemType', 'unit', 'gtin', 'groupId', 'secondGroupId', 'description',
		'vatRate', 'priceWithoutVat', 'priceWithVat', 'active', 'modifiedAt' ],
	productImage: [ 'id', 'ordinal', 'contentType', 'url', 'content' ],
	// prettier-ignore
	stockLevel: [ 'productId', 'productCode', 'businessUnitId', 'onHand', 'reserved', 'available',
		'priceWithoutVat', 'priceWithVat' ],
	// prettier-ignore
	customer: [ 'id', 'code', 'type', 'name', 'taxId', 'registrationNumber', 'email', 'phone', 'address',
		'postalCode', 'city', 'country', 'discountPercent' ],
	debt: [ 'customerId', 'balance', 'overdue', 'currency', 'asOf' ],
	// prettier-ignore
	document: [ 'id', 'number', 'kind', 'businessUnitId', 'customerId', 'date', 'dueDate', 'externalReference',
		'paymentMethod', 'currency', 'pricesIncludeVat', 'paidAmount', 'paidAt', 'buyerName', 'buyerEmail',
		'buyerPhone', 'deliveryAddress', 'deliveryPostalCode', 'deliveryCity', 'deliveryCountry', 'note',
		'sourceDocumentId', 'lines', 'total', 'status' ],
	// prettier-ignore
	documentLine: [ 'productId', 'productCode', 'name', 'quantity', 'unit', 'unitPrice', 'discountPercent',
		'vatRate', 'lineTotal' ],
} as const;

export const ENUM_VALUES = {
	itemType: [ 'goods', 'service', 'consignment', 'material', 'product' ],
	// prettier-ignore
	customerType: [ 'individual', 'company', 'foreignCompany', 'soleTrader', 'publicBody' ],
	// prettier-ignore
	documentKind: [ 'invoice', 'invoiceDeliveryNote', 'reservation', 'deliveryNote', 'return' ],
	documentStatus: [ 'open', 'cancelled' ],
	// prettier-ignore
	paymentMethod: [ 'cashOnDelivery', 'bankTransfer', 'card', 'cash', 'cheque', 'other' ],
} as const;

/** What each operation takes in its path and query, and answers. Only `optional` ones may be absent. */
// prettier-ignore
export const OPERATIONS = {
	listDatabases: { inPath: null, query: [], returns: 'database[]', optional: true },
	listBusinessUnits: { inPath: null, query: [], returns: 'businessUnit[]', optional: false },
	listProductGroups: { inPath: null, query: [], returns: 'productGroup[]', optional: false },
	listProducts: { inPath: null, query: [ 'businessUnitId', 'modifiedSince' ], returns: 'product[]', optional: false },
	listProductImages: { inPath: 'productId', query: [], returns: 'productImage[]', optional: false },
	listInventory: { inPath: null, query: [ 'businessUnitId', 'modifiedSince' ], returns: 'stockLevel[]', optional: false },
	listCustomers: { inPath: null, query: [ 'taxId', 'email', 'code', 'search' ], returns: 'customer[]', optional: false },
	createCustomer: { inPath: null, query: [], returns: 'customer', optional: false },
	getCustomerDebt: { inPath: 'customerId', query: [], returns: 'debt', optional: false },
	createInvoice: { inPath: null, query: [], returns: 'document', optional: false },
	createInvoiceDeliveryNote: { inPath: null, query: [], returns: 'document', optional: false },
	createReservation: { inPath: null, query: [], returns: 'document', optional: false },
	createDeliveryNote: { inPath: null, query: [], returns: 'document', optional: false },
	createReturn: { inPath: null, query: [], returns: 'document', optional: false },
	findDocuments: { inPath: null, query: [ 'externalReference' ], returns: 'document[]', optional: true },
	getDocument: { inPath: 'documentId', query: [], returns: 'document', optional: true },
	listDocuments: { inPath: null, query: [ 'from', 'to' ], returns: 'document[]', optional: true },
	cancelDocument: { inPath: 'documentId', query: [], returns: 'document', optional: true },
} as const;

export type EntityName = keyof typeof ENTITY_FIELDS;
export type EnumName = keyof typeof ENUM_VALUES;
export type OperationName = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys( OPERATIONS ) as OperationName[];
export const ENTITY_NAMES = Object.keys( ENTITY_FIELDS ) as EntityName[];
const QUERY_NAMES = [
	...new Set( Object.values( OPERATIONS ).flatMap( ( o ) => o.query ) ),
];
export type QueryName = ( typeof QUERY_NAMES )[ number ];

/** A part that is null or left out does not exist on the wire; `data` null means that the answer is the data. */
const envelope = z.strictObject( {
	success: wirePath.nullish(),
	code: wirePath.nullish(),
	message: wirePath.nullish(),
	errors: wirePath.nullish(),
	data: wirePath.nullish(),
	total: wirePath.nullish(),
	error: z
		.strictObject( {
			field: wirePath.nullish(),
			code: wirePath.nullish(),
			message: wirePath.nullish(),
		} )
		.optional(),
	status: status.optional(),
} );

const operation = z.strictObject( {
	method: z.enum( [ 'GET', 'POST', 'PUT', 'PATCH', 'DELETE' ] ),
	path: z.string().regex( /^\/\S*$/ ),
	database: z.boolean().optional(),
	query: named( QUERY_NAMES, wireName ).optional(),
	queryIn: z.enum( [ 'query', 'body' ] ).optional(),
	body: z.enum( ENTITY_NAMES ).optional(),
	returns: z.string(),
	paged: z.boolean().optional(),
	optional: z.boolean().optional(),
	constants: z
		.strictObject( {
			query: z.record( wireName, scalar ).optional(),
			body: z.record( wirePath, scalar ).optional(),
		} )
		.optional(),
	/** Laid over the general one, part by part. */
	envelope: envelope.optional(),
	status: status.optional(),
} );

const type = z
	.string()
	.regex(
		/^(string|id|integer|decimal|boolean|date|dateTime|base64|enum:\w+|\w+\[\])$/
	);

export const contractShape = z.strictObject( {
	formatVersion: z.literal( 1 ),
	source: z.record( z.string(), z.string() ).optional(),
	format: z.record( z.string(), z.string() ).optional(),
	baseUrl: z.url(),
	auth: z.strictObject( {
		header: wireName,
		prefix: z.string(),
		status: status.optional(),
	} ),
	database: z.strictObject( {
		in: z.enum( [ 'query', 'header', 'path', 'body' ] ),
		name: wireName,
		status: status.optional(),
	} ),
	paging: z.strictObject( {
		style: z.enum( [ 'page', 'offset', 'cursor', 'none' ] ),
		page: wireName.nullish(),
		size: wireName.nullish(),
		firstPage: z.int().min( 0 ).nullish(),
		maxSize: z.int().min( 1 ).nullish(),
		cursorParam: wireName.nullish(),
		next: wirePath.nullish(),
		status: status.optional(),
	} ),
	wire: z.strictObject( {
		decimals: z.enum( [ 'number', 'string', 'commaString' ] ),
		dates: z.string().min( 1 ),
		dateTimes: z.string().min( 1 ),
		timeZone: z.string().min( 1 ),
		ids: z.enum( [ 'string', 'integer' ] ),
		status: status.optional(),
	} ),
	envelope,
	operations: named( OPERATION_NAMES, operation ),
	entities: z.strictObject( {
		database: named( ENTITY_FIELDS.database, wirePath ),
		businessUnit: named( ENTITY_FIELDS.businessUnit, wirePath ),
		productGroup: named( ENTITY_FIELDS.productGroup, wirePath ),
		product: named( ENTITY_FIELDS.product, wirePath ),
		productImage: named( ENTITY_FIELDS.productImage, wirePath ),
		stockLevel: named( ENTITY_FIELDS.stockLevel, wirePath ),
		customer: named( ENTITY_FIELDS.customer, wirePath ),
		debt: named( ENTITY_FIELDS.debt, wirePath ),
		document: named( ENTITY_FIELDS.document, wirePath ),
		documentLine: named( ENTITY_FIELDS.documentLine, wirePath ),
	} ),
	types: named( ENTITY_NAMES, z.record( z.string(), type ) ),
	readOnly: named( ENTITY_NAMES, z.array( z.string() ) ),
	values: z.strictObject( {
		itemType: named( ENUM_VALUES.itemType, scalar ),
		customerType: named( ENUM_VALUES.customerType, scalar ),
		documentKind: named( ENUM_VALUES.documentKind, scalar ),
		documentStatus: named( ENUM_VALUES.documentStatus, scalar ),
		paymentMethod: named( ENUM_VALUES.paymentMethod, scalar ),
	} ),
} );

type Shape = z.infer< typeof contractShape >;
type Report = ( path: ( string | number )[], message: string ) => void;

/** What no single field can tell: parts that must agree with one another. */
function checkOperations( contract: Shape, report: Report ): void {
	const inDatabase = contract.database.in;
	for ( const name of OPERATION_NAMES ) {
		const rule = OPERATIONS[ name ];
		const found = contract.operations[ name ];
		const at = ( message: string, ...rest: string[] ) =>
			report( [ 'operations', name, ...rest ], message );
		if ( ! found ) {
			if ( ! rule.optional ) {
				at( 'is missing, and the plugin cannot do without it' );
			}
			continue;
		}
		const placeholders = [ ...found.path.matchAll( /\{(\w+)\}/g ) ].map(
			( match ) => match[ 1 ]
		);
		const expected = rule.inPath ? [ rule.inPath as string ] : [];
		if ( found.database !== false && inDatabase === 'path' ) {
			expected.push( 'database' );
		}
		if ( placeholders.sort().join() !== expected.sort().join() ) {
			at( `must hold the placeholders [${ expected.join() }]`, 'path' );
		}
		if ( found.returns !== rule.returns ) {
			at( `must be ${ rule.returns }`, 'returns' );
		}
		for ( const query of Object.keys( found.query ?? {} ) ) {
			if ( ! ( rule.query as readonly string[] ).includes( query ) ) {
				at( 'is no parameter of this operation', 'query', query );
			}
		}
		const bodyNeeded =
			found.body ||
			found.queryIn === 'body' ||
			found.constants?.body ||
			( found.database !== false && inDatabase === 'body' );
		if ( found.method === 'GET' && bodyNeeded ) {
			at( 'GET cannot carry a body', 'method' );
		}
		if ( found.paged && ! rule.returns.endsWith( '[]' ) ) {
			at( 'only lists come in pages', 'paged' );
		}
	}
}

function checkPaging( contract: Shape, report: Report ): void {
	const { style, page, cursorParam, next } = contract.paging;
	if ( ( style === 'page' || style === 'offset' ) && ! page ) {
		report( [ 'paging', 'page' ], `style ${ style } needs its name` );
	}
	if ( style === 'cursor' && ( ! cursorParam || ! next ) ) {
		report( [ 'paging' ], 'style cursor needs cursorParam and next' );
	}
}

function checkEntities( contract: Shape, report: Report ): void {
	for ( const name of ENTITY_NAMES ) {
		const fields: Record< string, string | undefined > =
			contract.entities[ name ];
		const paths = Object.values( fields ) as string[];
		for ( const [ field, path ] of Object.entries( fields ) ) {
			const clash = paths.filter(
				( other ) => other === path || other.startsWith( `${ path }.` )
			);
			if ( clash.length > 1 ) {
				report(
					[ 'entities', name, field ],
					`"${ path }" is used more than once`
				);
			}
		}
		for ( const [ field, type ] of Object.entries(
			contract.types[ name ] ?? {}
		) ) {
			const at = [ 'types', name, field ];
			if ( ! fields[ field ] ) {
				report( at, 'has no field of this name' );
			}
			const target = type.replace( /^enum:|\[\]$/, '' );
			if ( type.startsWith( 'enum:' ) && ! ( target in ENUM_VALUES ) ) {
				report( at, `there are no values called ${ target }` );
			}
			if ( type.endsWith( '[]' ) && ! ( target in ENTITY_FIELDS ) ) {
				report( at, `there is no entity called ${ target }` );
			}
		}
		for ( const field of contract.readOnly[ name ] ?? [] ) {
			if ( ! fields[ field ] ) {
				report( [ 'readOnly', name ], `has no field ${ field }` );
			}
		}
	}
}

export const sorsContract = contractShape.superRefine(
	( contract, context ) => {
		const report: Report = ( path, message ) =>
			context.addIssue( { code: 'custom', path, message } );
		checkOperations( contract, report );
		checkPaging( contract, report );
		checkEntities( contract, report );
	}
);

export type SorsContract = z.infer< typeof sorsContract >;
export type Operation = NonNullable<
	SorsContract[ 'operations' ][ OperationName ]
>;
export type Envelope = SorsContract[ 'envelope' ];
