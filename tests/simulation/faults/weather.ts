/** What requests meet while SORS is not well. */
import { pick, type Random } from '../../sors/assortment/random';
import type { Weather } from '../events/kind';
import type { FateName } from './catalog';

/** Whoever gave up waiting does not know which. */
const HANGING = [
	'silence, not done',
	'silence, done',
	'done 5 minutes later',
	'done 45 minutes later',
] as const satisfies FateName[];

export function inWeather(
	weather: Weather,
	operation: string,
	random: Random
): FateName | undefined {
	switch ( weather ) {
		case 'down':
			return '503';
		case 'writes hang':
			return /^(create|cancel)/.test( operation )
				? pick( random, HANGING )
				: undefined;
		case 'key refused':
			return '401';
		case 'busy':
			return '429';
	}
}
