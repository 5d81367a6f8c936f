/** Values that a schema of the REST contract takes, made by fast-check. */
import * as fc from 'fast-check';
import type * as z from 'zod/mini';

/** What a schema says of itself, as far as those of the REST contract say anything. */
export interface Def {
	type: string;
	entries: Record< string, string >;
	shape: Record< string, z.ZodMiniType >;
	element: z.ZodMiniType;
	innerType: z.ZodMiniType;
	keyType: z.ZodMiniType;
	valueType: z.ZodMiniType;
	catchall?: z.ZodMiniType;
	checks?: { _zod: { def: Check } }[];
}
interface Check {
	check: string;
	minimum?: number;
	maximum?: number;
	value?: number;
	pattern?: RegExp;
}

export const defOf = ( schema: z.ZodMiniType ) =>
	schema._zod.def as unknown as Def;

export interface Limits {
	min: number;
	max: number;
	pattern: RegExp | undefined;
}

/** Of a number its value, of a text or a list its length. */
export function limitsOf( def: Def ): Limits {
	const checks = ( def.checks ?? [] ).map( ( { _zod } ) => _zod.def );
	const of = ( name: string ) =>
		checks.find( ( { check } ) => check === name );
	const isNumber = def.type === 'number';
	const min = isNumber
		? of( 'greater_than' )?.value
		: of( 'min_length' )?.minimum;
	const max = isNumber
		? of( 'less_than' )?.value
		: of( 'max_length' )?.maximum;
	return {
		min: min ?? ( isNumber ? Number.MIN_SAFE_INTEGER : 0 ),
		max: max ?? ( isNumber ? Number.MAX_SAFE_INTEGER : Infinity ),
		pattern: of( 'string_format' )?.pattern,
	};
}

/**
 * Of two bytes at most in UTF-16, where zod counts those and WordPress counts
 * characters: of an emoji the two differ, and no code or name has one.
 */
const character = fc.constantFrom( ...'abzAZ059 ._-:@"\\/<&šĐЖ€\n' );
const made = new Map< string, fc.Arbitrary< string > >();

/** Kept, since fast-check takes long to make one. */
function textOf( { min, max, pattern }: Limits ): fc.Arbitrary< string > {
	const key = `${ min }-${ max } ${ pattern?.source }`;
	const text =
		made.get( key ) ??
		( pattern
			? fc
					.stringMatching( pattern, { size: 'xsmall' } )
					.filter( ( { length } ) => length <= max )
			: fc.string( {
					unit: character,
					minLength: min,
					maxLength: Math.min( max, min + 8 ),
				} ) );
	made.set( key, text );
	return text;
}

/**
 * A value of the schema. A `whole` one leaves nothing out: each optional field
 * is there, nothing is null, and lists and maps have one entry.
 */
export function valueOf(
	schema: z.ZodMiniType,
	whole: boolean
): fc.Arbitrary< unknown > {
	const def = defOf( schema );
	const limits = limitsOf( def );
	const { min, max } = limits;
	const inner = () => valueOf( def.innerType, whole );
	const least = whole ? Math.max( 1, min ) : min;
	switch ( def.type ) {
		case 'string':
			return textOf( limits );
		case 'number':
			return fc.oneof(
				fc.integer( { min, max: Math.min( max, min + 1000 ) } ),
				fc.maxSafeInteger().filter( ( n ) => n >= min && n <= max )
			);
		case 'boolean':
			return fc.boolean();
		case 'enum':
			return fc.constantFrom( ...Object.values( def.entries ) );
		case 'object':
			return fc.record(
				Object.fromEntries(
					Object.entries( def.shape ).map( ( [ name, part ] ) => [
						name,
						valueOf( part, whole ),
					] )
				),
				{
					requiredKeys: whole
						? Object.keys( def.shape )
						: Object.keys( def.shape ).filter( ( name ) =>
								isRequired( def.shape[ name ]! )
							),
				}
			);
		case 'array':
			return fc.array( valueOf( def.element, whole ), {
				minLength: least,
				maxLength: whole ? least : least + 2,
			} );
		case 'record':
			return fc.dictionary(
				valueOf( def.keyType, whole ) as fc.Arbitrary< string >,
				valueOf( def.valueType, whole ),
				{
					minKeys: least,
					maxKeys: whole ? 1 : 2,
					noNullPrototype: true,
				}
			);
		case 'nullable':
			return whole ? inner() : fc.option( inner(), { freq: 2 } );
		case 'optional':
		case 'default':
			return inner();
	}
	throw new Error( `Nobody has said yet how a "${ def.type }" is made.` );
}

export function isRequired( schema: z.ZodMiniType ): boolean {
	return ! [ 'optional', 'default' ].includes( defOf( schema ).type );
}
