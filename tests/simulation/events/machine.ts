/** What happens by itself: the shop's own work, and how the machines and lines between are. */
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import { between, pick } from '../../sors/assortment/random';
import { TROUBLES } from '../faults/catalog';
import { kind, WEATHERS, work, WRONG_CLOCKS } from './kind';
import { PRODUCT_HOOKS } from './types';

/** Each by itself would hardly ever meet a request of its kind. */
const TRAPS = 4;

export const machine = {
	minute: kind( 46, 'The minute’s work', {
		talks: true,
		inShop: () => work( 'sors_outbox_work' ),
	} ),
	runStep: kind( 3, 'A run goes on in the background', {
		talks: true,
		inShop: () => ( { do: 'runStep', args: {} } ),
	} ),
	watchdog: kind( 2, 'The watchdog', {
		inShop: () => work( 'sors_watchdog' ),
	} ),
	sweep: kind( 3, 'The sweep', {
		inShop: () => ( { do: 'sweep', args: {} } ),
	} ),
	weather: kind( 3, 'SORS is not well', {
		draw: ( random ) => ( {
			weather: pick( random, WEATHERS ),
			minutes: between( random, 2, 45 ),
			seed: between( random, 1, 1e6 ),
		} ),
		sort: ( { weather } ) => weather,
		sorts: WEATHERS,
		onMachine: async ( { weather, minutes, seed }, host ) => {
			host.weather( weather, minutes, seed );
			return `${ weather } for ${ minutes } minutes`;
		},
	} ),
	ambush: kind( 40, 'Something lies in wait', {
		draw: ( random ) => ( {
			traps: Array.from( { length: TRAPS }, () => ( {
				operation: pick( random, OPERATION_NAMES ),
				fate: pick( random, TROUBLES ),
			} ) ),
		} ),
		onMachine: async ( { traps }, host ) => {
			traps.forEach( ( { operation, fate } ) =>
				host.ambush( operation, fate )
			);
			return traps
				.map(
					( { operation, fate } ) =>
						`for the next ${ operation }: ${ fate }`
				)
				.join( ', ' );
		},
	} ),
	calm: kind( 1, 'All is well again', {
		onMachine: async ( _what, host ) => {
			host.disarm();
			return 'nothing lies in wait';
		},
	} ),
	backUp: kind( 2, 'The shop is backed up', {
		onMachine: async ( _what, host ) => {
			await host.backUp();
			return 'all tables';
		},
	} ),
	restore: kind( 3, 'A backup is restored', {
		onMachine: ( _what, host ) => host.restore(),
	} ),
	pluginOff: kind( 3, 'The plugin is switched off', {
		inShop: ( _what, { options } ) =>
			options.isActive ? { do: 'pluginOff', args: {} } : null,
	} ),
	pluginOn: kind( 3, 'The plugin is switched on', {
		inShop: ( _what, { options } ) =>
			options.isActive ? null : { do: 'pluginOn', args: {} },
	} ),
	move: kind( 3, 'The shop answers at another address', {
		draw: ( random ) => ( { number: between( random, 1, 1000 ) } ),
		inShop: ( { number } ) => ( {
			do: 'siteAddress',
			args: { url: `http://shop-${ number }.example` },
		} ),
	} ),
	clock: kind( 3, 'A clock is set', {
		draw: ( random ) => {
			const clock = pick( random, WRONG_CLOCKS );
			const isBack = random() < 0.7;
			return {
				clock,
				seconds: isBack ? -60 * between( random, 1, 10 ) : 3600,
			};
		},
		sort: ( { seconds } ) => ( seconds < 0 ? 'back' : 'forward' ),
		sorts: [ 'back', 'forward' ],
		onMachine: async ( { clock, seconds }, host ) => {
			host.jump( clock, seconds );
			return `${ clock }, by ${ seconds } seconds`;
		},
	} ),
	brokenPlugin: kind( 4, 'Another plugin is broken', {
		draw: ( random ) => ( {
			hook: pick( random, PRODUCT_HOOKS ),
			nth: between( random, 1, 4 ),
			early: random() < 0.3,
			minutes: between( random, 10, 2000 ),
		} ),
		sort: ( { hook: which } ) => which,
		sorts: PRODUCT_HOOKS,
		onMachine: async ( { minutes, ...listener }, host ) => {
			host.listens(
				{ ...listener, does: 'throws', again: true },
				minutes
			);
			return `for ${ minutes } minutes it throws each ${ listener.nth }. time at ${ listener.hook }`;
		},
	} ),
	objectCache: kind( 3, 'An object cache', {
		onMachine: async ( _what, host ) =>
			( await host.switchCache() )
				? 'is put in, which lags behind'
				: 'is taken out',
	} ),
};
