/** What requests meet while SORS is not well. */
import type { Weather } from '../events/kind';
import type { FateName } from './catalog';

export function inWeather(
	weather: Weather,
	operation: string
): FateName | undefined {
	switch ( weather ) {
		case 'down':
			return '503';
		case 'writes hang':
			return /^(create|cancel)/.test( operation )
				? 'silence, not done'
				: undefined;
		case 'key refused':
			return '401';
		case 'busy':
			return '429';
	}
}
