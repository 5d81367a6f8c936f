/**
 * From zod to a JSON Schema that WordPress' `rest_validate_value_from_schema()`
 * judges like zod does. WordPress ignores every keyword that it does not know,
 * so what it would silently let through is refused here instead.
 */
import * as z from 'zod/mini';

export type JsonSchema = { [ keyword: string ]: unknown };

/** A schema that would mean something else to WordPress than to zod. */
export class Unfit extends Error {
	constructor(
		readonly at: string,
		reason: string
	) {
		super( `${ at }: ${ reason }` );
	}
}

const KEYWORDS = new Set( [
	'type',
	'properties',
	'required',
	'additionalProperties',
	'patternProperties',
	'items',
	'enum',
	'anyOf',
	'oneOf',
	'minimum',
	'maximum',
	'exclusiveMinimum',
	'exclusiveMaximum',
	'pattern',
	'minLength',
	'maxLength',
	'minItems',
	'maxItems',
	'uniqueItems',
	'minProperties',
	'maxProperties',
	'default',
	'title',
	'description',
	'format',
] );
const FORMATS = [ 'date-time', 'email', 'ip', 'uuid', 'hex-color' ];
const TYPES = [
	'object',
	'array',
	'string',
	'number',
	'integer',
	'boolean',
	'null',
];

const ZOD_TYPES = [
	...[ 'string', 'number', 'boolean', 'null', 'literal', 'enum' ],
	...[ 'object', 'array', 'record', 'union' ],
	...[ 'optional', 'nullable', 'default' ],
];
const ZOD_CHECKS = [
	...[ 'min_length', 'max_length', 'length_equals' ],
	...[ 'less_than', 'greater_than', 'number_format', 'string_format' ],
];

type Def = {
	type: string;
	format?: string;
	checks?: {
		_zod: { def: { check: string; format?: string; pattern?: RegExp } };
	}[];
	shape?: Record< string, z.ZodMiniType >;
	catchall?: z.ZodMiniType;
	element?: z.ZodMiniType;
	innerType?: z.ZodMiniType;
	valueType?: z.ZodMiniType;
	keyType?: z.ZodMiniType;
	options?: z.ZodMiniType[];
};

const defOf = ( schema: z.ZodMiniType ) => schema._zod.def as unknown as Def;

/** Refinements, transforms and pipes vanish from JSON Schema without a word. */
function refuseWhatVanishes( schema: z.ZodMiniType, at: string ): void {
	const def = defOf( schema );
	if ( ! ZOD_TYPES.includes( def.type ) ) {
		throw new Unfit( at, `"${ def.type }" is lost in JSON Schema` );
	}
	for ( const { _zod } of def.checks ?? [] ) {
		const { check, format, pattern } = _zod.def;
		if ( ! ZOD_CHECKS.includes( check ) ) {
			throw new Unfit( at, `check "${ check }" is lost in JSON Schema` );
		}
		if ( check === 'string_format' && format !== 'regex' ) {
			throw new Unfit( at, `format "${ format }": write a pattern` );
		}
		if ( pattern?.flags ) {
			throw new Unfit( at, `flags "${ pattern.flags }" are lost` );
		}
	}
	// A `number` format other than `safeint` has its own bounds; floats are
	// refused because money and quantities are decimal strings.
	if ( def.type === 'number' && def.format !== 'safeint' ) {
		throw new Unfit( at, 'numbers are integers, money is a decimal' );
	}
	if ( def.catchall && defOf( def.catchall ).type !== 'never' ) {
		throw new Unfit( at, 'catchall' );
	}
	if ( def.keyType ) {
		const keys = defOf( def.keyType );
		const checks = keys.checks ?? [];
		if (
			keys.type !== 'string' ||
			checks.length > 1 ||
			checks.some( ( { _zod } ) => ! _zod.def.pattern )
		) {
			throw new Unfit( at, 'keys of a map take one pattern, no more' );
		}
		refuseWhatVanishes( def.keyType, at );
	}

	for ( const [ key, part ] of Object.entries( def.shape ?? {} ) ) {
		refuseWhatVanishes( part, `${ at }.${ key }` );
	}
	for ( const part of [ def.element, def.innerType, def.valueType ] ) {
		if ( part ) {
			refuseWhatVanishes( part, at );
		}
	}
	def.options?.forEach( ( part, index ) =>
		refuseWhatVanishes( part, `${ at }|${ index }` )
	);
}

/** WordPress runs patterns through PCRE as `#…#u`, which reads some of them otherwise than JavaScript. */
function fitPattern( pattern: string, at: string ): string {
	if ( ! pattern.startsWith( '^' ) || ! pattern.endsWith( '$' ) ) {
		throw new Unfit( at, `pattern ${ pattern } must be anchored` );
	}
	if ( /\\[a-zA-Z]|\(\?/.test( pattern ) ) {
		throw new Unfit(
			at,
			`pattern ${ pattern }: \\d, \\s, \\w and (? mean something else in PHP`
		);
	}
	let depth = 0;
	for ( const character of pattern.replace( /\\.|\[[^\]]*\]/g, '' ) ) {
		depth += { '(': 1, ')': -1 }[ character ] ?? 0;
		if ( character === '|' && depth === 0 ) {
			throw new Unfit( at, `pattern ${ pattern }: | outside of ( )` );
		}
	}
	// PCRE's $ also matches before a final line break.
	return pattern.replace( /\$$/, '$(?!\\n)' );
}

const notAType = ( type: string ) => ! TYPES.includes( type );

function refuseUnknown( schema: JsonSchema, at: string ): void {
	for ( const keyword of Object.keys( schema ) ) {
		if ( ! KEYWORDS.has( keyword ) ) {
			throw new Unfit( at, `WordPress ignores "${ keyword }"` );
		}
	}
	if ( 'format' in schema && ! FORMATS.includes( String( schema.format ) ) ) {
		throw new Unfit( at, `WordPress ignores format "${ schema.format }"` );
	}
	const types = [ schema.type ?? [] ].flat() as string[];
	const choice = schema.anyOf ?? schema.oneOf;
	if ( ! choice && ( ! types.length || types.some( notAType ) ) ) {
		throw new Unfit( at, 'WordPress needs a type' );
	}
	for ( const bound of [ 'exclusiveMinimum', 'exclusiveMaximum' ] ) {
		if ( bound in schema && typeof schema[ bound ] !== 'boolean' ) {
			throw new Unfit( at, `WordPress takes ${ bound } as a boolean` );
		}
	}
}

/** Zod's JSON Schema in WordPress' words; every part of it is looked at. */
function fit( schema: JsonSchema, at: string ): JsonSchema {
	const fitted: JsonSchema = {};
	for ( const [ keyword, value ] of Object.entries( schema ) ) {
		const part = value as JsonSchema;
		if ( keyword === 'const' ) {
			fitted.enum = [ value ];
		} else if ( keyword === 'pattern' ) {
			fitted.pattern = fitPattern( value as string, at );
		} else if ( keyword === 'properties' ) {
			fitted.properties = Object.fromEntries(
				Object.entries( part ).map( ( [ key, property ] ) => [
					key,
					fit( property as JsonSchema, `${ at }.${ key }` ),
				] )
			);
		} else if ( keyword === 'patternProperties' ) {
			fitted.patternProperties = Object.fromEntries(
				Object.entries( part ).map( ( [ pattern, property ] ) => [
					fitPattern( pattern, at ),
					fit( property as JsonSchema, `${ at }[]` ),
				] )
			);
		} else if (
			keyword === 'items' ||
			( keyword === 'additionalProperties' && typeof part === 'object' )
		) {
			fitted[ keyword ] = fit( part, `${ at }[]` );
		} else if ( keyword === 'anyOf' || keyword === 'oneOf' ) {
			fitted[ keyword ] = ( value as JsonSchema[] ).map(
				( option, index ) => fit( option, `${ at }|${ index }` )
			);
		} else {
			fitted[ keyword ] = value;
		}
	}
	refuseUnknown( fitted, at );
	return fitted;
}

/** Of the keys of a map this form of JSON Schema says nothing; WordPress knows them as patterns. */
function sayKeys( schema: z.ZodMiniType, written: JsonSchema ): void {
	const { keyType } = defOf( schema );
	const [ check ] = ( keyType && defOf( keyType ).checks ) ?? [];
	const pattern = check?._zod.def.pattern;
	if ( pattern ) {
		written.patternProperties = {
			[ pattern.source ]: written.additionalProperties,
		};
		written.additionalProperties = false;
	}
}

export function wordpressSchema( schema: z.ZodMiniType, name: string ) {
	refuseWhatVanishes( schema, name );
	const { $schema, ...written } = z.toJSONSchema( schema, {
		target: 'draft-4',
		io: 'input',
		reused: 'inline',
		override: ( { zodSchema, jsonSchema } ) =>
			sayKeys(
				zodSchema as unknown as z.ZodMiniType,
				jsonSchema as JsonSchema
			),
	} ) as JsonSchema;
	return fit( written, name );
}
