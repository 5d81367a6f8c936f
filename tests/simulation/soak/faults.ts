/** One request in five fails, in a way that the seed draws. */
import { pick, type Random } from '../../sors/assortment/random';
import type { RequestFault } from '../events/types';
import { FATE_NAMES } from '../faults/catalog';

export const FAILING = 0.2;

/** More requests than one process makes. */
const MOST = 500;

export function drawFaults( random: Random ): RequestFault[] {
	return Array.from( { length: MOST }, ( _, at ) => at + 1 ).flatMap(
		( nth ) =>
			random() < FAILING
				? [ { nth, fate: pick( random, FATE_NAMES ) } ]
				: []
	);
}
