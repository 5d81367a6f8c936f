/** The runs of the shop. */
import type { Eyes } from '../controller/eyes';

export interface Runs {
	/** Of stock. */
	ids: number[];
	/** The last one that succeeded; 0 = none has. */
	lastStock: number;
}

export async function readRuns( eyes: Eyes ): Promise< Runs > {
	const [ rows = [] ] = await eyes.read(
		"SELECT id, state FROM wp_sors_runs WHERE kind = 'stock' ORDER BY id"
	);
	const succeeded = rows.filter( ( { state } ) => state === 'succeeded' );
	return {
		ids: rows.map( ( { id } ) => Number( id ) ),
		lastStock: Number( succeeded.at( -1 )?.id ?? 0 ),
	};
}
