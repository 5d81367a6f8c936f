/** Every operation with every fault, one after another; goes on where it was stopped. */
import { Problem } from '../../env/run/problem';
import { say } from '../../env/run/progress';
import type { Simulation } from '../controller/simulation';
import { pluginHash, readResult, writeResult } from '../report/kept';
import { placeOf, play } from './cell';
import {
	KILLS,
	troublesOf,
	type Cell,
	type Matrix,
	type Trouble,
} from './cells';
import { SCENES } from './scenes';

const NAME = 'matrix';

/** Deaths on either side of the statement that stores an answer. */
const STORING: readonly Trouble[] = KILLS.slice( 2 );

export const readMatrix = () => readResult< Matrix >( NAME );

/** What was seen of this very plugin. */
async function begin( under: string, again: boolean ): Promise< Matrix > {
	const plugin = await pluginHash();
	const kept = again ? null : await readMatrix();
	return kept?.plugin === plugin
		? { ...kept, under }
		: { plugin, under, seconds: 0, cells: [], notStored: [] };
}

function tell( { operation, trouble, after, rest, wrong }: Cell ): void {
	say(
		`${ wrong.length > 0 ? '✗' : '✓' } ${ operation }, ${ trouble }: ${ after.state } → ${ rest.state }${ rest.isAsked ? ', a person is asked' : '' }${ wrong.map( ( each ) => `\n    ✗ ${ each }` ).join( '' ) }`
	);
}

/** A name that nothing has would play nothing, and find nothing wrong. */
export function checkNames( operations: string, faults: string ): void {
	const isThere = SCENES.some(
		( { operation } ) =>
			operation.includes( operations ) &&
			troublesOf( operation ).some( ( trouble ) =>
				trouble.includes( faults )
			)
	);
	if ( ! isThere ) {
		throw new Problem(
			`No operation “${ operations }” has a fault “${ faults }”. There are: ${ SCENES.map( ( { operation } ) => operation ).join( ', ' ) }.`
		);
	}
}

/** Those whose names contain these; answers how many cells have something that does not hold. */
export async function playMatrix(
	simulation: Simulation,
	operations: string,
	faults: string,
	again: boolean
): Promise< number > {
	const matrix = await begin( simulation.under, again );
	const has = ( operation: string, trouble: string ) =>
		matrix.cells.some(
			( cell ) => cell.operation === operation && cell.trouble === trouble
		);
	for ( const scene of SCENES ) {
		const { operation } = scene;
		const never = matrix.notStored.includes( operation ) ? STORING : [];
		const left = troublesOf( operation ).filter(
			( trouble ) =>
				trouble.includes( faults ) &&
				! has( operation, trouble ) &&
				! never.includes( trouble )
		);
		if ( ! operation.includes( operations ) || left.length === 0 ) {
			continue;
		}
		let began = Date.now();
		const place = await placeOf( simulation, scene );
		say(
			`${ operation }: request ${ place.nth } of its deed, ${ place.stored === null ? 'its answer is not stored' : `stored by statement ${ place.stored }` }`
		);
		matrix.notStored = [
			...matrix.notStored.filter( ( each ) => each !== operation ),
			...( place.stored === null ? [ operation ] : [] ),
		];
		for ( const trouble of left ) {
			const cell = await play( simulation, scene, trouble, place );
			if ( cell ) {
				tell( cell );
				matrix.cells.push( cell );
			}
			matrix.seconds += ( Date.now() - began ) / 1000;
			began = Date.now();
			await writeResult( NAME, matrix );
		}
	}
	return matrix.cells.filter( ( { wrong } ) => wrong.length > 0 ).length;
}
