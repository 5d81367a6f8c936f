import * as z from 'zod/mini';

/** The parts that a schema may hold, by zod's own names. */
type Def = {
	type: string;
	shape?: Record< string, z.ZodMiniType >;
	element?: z.ZodMiniType;
	innerType?: z.ZodMiniType;
	valueType?: z.ZodMiniType;
	options?: z.ZodMiniType[];
};

const made = new WeakMap< z.ZodMiniType, z.ZodMiniType >();

/**
 * The same schema, except that an object may have more fields than it names,
 * which are dropped, and that in place of one of some words there may be
 * another, which is shown as it is. A tab that was open while the plugin was
 * updated gets answers of the newer server, and must be able to read them.
 */
export function tolerant< Schema extends z.ZodMiniType >(
	schema: Schema
): Schema {
	const known = made.get( schema ) ?? copyOf( schema );
	made.set( schema, known );
	return known as Schema;
}

function copyOf( schema: z.ZodMiniType ): z.ZodMiniType {
	const def = schema._zod.def as unknown as Def;
	switch ( def.type ) {
		case 'object':
			return copy( schema, {
				...def,
				catchall: undefined,
				shape: Object.fromEntries(
					Object.entries( def.shape ?? {} ).map(
						( [ key, part ] ) => [ key, tolerant( part ) ]
					)
				),
			} );
		case 'array':
			return copy( schema, {
				...def,
				element: def.element && tolerant( def.element ),
			} );
		case 'record':
			return copy( schema, {
				...def,
				valueType: def.valueType && tolerant( def.valueType ),
			} );
		case 'union':
			return copy( schema, {
				...def,
				options: def.options?.map( ( part ) => tolerant( part ) ),
			} );
		case 'nullable':
		case 'optional':
		case 'default':
			return copy( schema, {
				...def,
				innerType: def.innerType && tolerant( def.innerType ),
			} );
		case 'enum':
			return z.string();
		default:
			return schema;
	}
}

const copy = ( schema: z.ZodMiniType, def: object ) =>
	schema.clone( def as typeof schema._zod.def );
