/** Bodies of the control routes. */
import { z } from 'zod';
import { ruleShape } from '../faults/rules';
import { settingsShape } from '../model/settings';
import { changeShape } from './changes';

export const resetShape = z.strictObject( {
	seed: z.int().optional(),
	items: z.int().min( 0 ).max( 200_000 ).optional(),
	settings: settingsShape.partial().optional(),
} );

export const faultsShape = z.strictObject( {
	rules: z.array( ruleShape ),
	/** Instead of the rules in force, or after them. */
	mode: z.enum( [ 'replace', 'append' ] ).default( 'replace' ),
} );

export const settingsPatchShape = settingsShape.partial();

export const patchShape = z.strictObject( {
	database: z.string().default( 'Demo2' ),
	changes: z.array( changeShape ),
} );

export const STATE_PARTS = [
	'documents',
	'customers',
	'stock',
	'products',
	'groups',
	'units',
	'requests',
] as const;
export type StatePart = ( typeof STATE_PARTS )[ number ];

export const stateShape = z.strictObject( {
	/** Left out: all that were used so far. */
	database: z.string().optional(),
	/** Joined by commas; left out: documents, customers, stock, units, requests. */
	include: z
		.string()
		.default( 'documents,customers,stock,units,requests' )
		.transform( ( text ) => text.split( ',' ).filter( Boolean ) )
		.pipe( z.array( z.enum( STATE_PARTS ) ) ),
	/** Items by code, joined by commas. */
	codes: z
		.string()
		.transform( ( text ) => text.split( ',' ) )
		.optional(),
} );

export type ResetInput = z.input< typeof resetShape >;
export type FaultsInput = z.input< typeof faultsShape >;
export type PatchInput = z.input< typeof patchShape >;
