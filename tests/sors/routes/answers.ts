/** Answers with one entity, or with a page of a list. */
import type {
	EntityName,
	Operation,
	SorsContract,
} from '../../../src/contract/sors/contract';
import { Refusal } from '../model/refusal';
import type { World } from '../model/world';
import type { Fields } from '../wire/entities';
import type { Answer } from '../wire/envelope';
import { writeRow, type Row } from '../wire/rows';
import type { Call } from './request';

export interface Scene {
	contract: SorsContract;
	world: World;
	call: Call;
	operation: Operation;
	/** Where image addresses begin, e.g. `http://127.0.0.1:8080`. */
	origin: string;
}

/** @throws {Refusal} */
export function found< Thing extends { id: string } >(
	things: readonly Thing[],
	id: string | undefined,
	what: string
): Thing {
	const thing = things.find( ( each ) => each.id === id );
	if ( ! thing ) {
		throw new Refusal(
			404,
			'NOT_FOUND',
			`${ what } "${ id }" ne postoji.`
		);
	}
	return thing;
}

function shown( { settings }: World, row: Row ): Row {
	const fields = Object.fromEntries(
		Object.entries( row.fields ).filter(
			( [ name ] ) => ! settings.omits.includes( name )
		)
	);
	return { ...row, fields };
}

export function page< Thing >(
	scene: Scene,
	things: readonly Thing[],
	toRow: ( thing: Thing ) => Row
): Answer {
	const { contract, call, operation, world } = scene;
	const { from, size } = call.slice;
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const paged = operation.paged === true && contract.paging.style !== 'none';
	return {
		status: 200,
		success: true,
		data: things
			.slice( from, from + size )
			.map( ( thing, at ) =>
				writeRow(
					contract,
					entity,
					shown( world, toRow( thing ) ),
					world.settings.sloppy,
					from + at
				)
			),
		total: paged ? things.length : undefined,
	};
}

export function one( scene: Scene, fields: Fields, status = 200 ): Answer {
	const entity = scene.operation.returns as EntityName;
	return {
		status,
		success: true,
		data: writeRow(
			scene.contract,
			entity,
			shown( scene.world, { fields } ),
			scene.world.settings.sloppy
		),
	};
}
