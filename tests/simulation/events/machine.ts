/** What happens by itself: the shop's own work, and how the machines and lines between are. */
import { between, pick } from '../../sors/assortment/random';
import { kind, WEATHERS, type Command } from './kind';

const hook = ( name: string ) => (): Command => ( {
	do: 'work',
	args: { hooks: [ name ] },
} );

export const machine = {
	minute: kind( {
		weight: 26,
		words: 'The minute’s work',
		talks: true,
		draw: () => ( {} ),
		inShop: hook( 'sors_outbox_work' ),
	} ),
	watchdog: kind( {
		weight: 2,
		words: 'The watchdog',
		draw: () => ( {} ),
		inShop: hook( 'sors_watchdog' ),
	} ),
	sweep: kind( {
		weight: 3,
		words: 'The sweep',
		draw: () => ( {} ),
		inShop: () => ( { do: 'sweep', args: {} } ),
	} ),
	weather: kind( {
		weight: 3,
		words: 'SORS is not well',
		draw: ( random ) => ( {
			weather: pick( random, WEATHERS ),
			minutes: between( random, 2, 45 ),
		} ),
		onMachine: ( { weather, minutes }, { weather: begin } ) => {
			begin( weather, minutes );
			return `${ weather } for ${ minutes } minutes`;
		},
	} ),
};
