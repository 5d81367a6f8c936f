/** What SORS' stock was read as, run by run, and whether more is on sale than that allows. */
import type { SorsDatabase } from '../../sors/model/types';
import { oversold, reading, type Basis, type Reading } from '../checks/stock';
import type { Settings } from '../model/options';
import type { Runs } from '../model/runs';
import type { ShopState } from '../model/shop';

export class Readings {
	private readings: Reading[] = [];
	private bases: ( Basis & { until: number } )[] = [];
	/** Of each stock run, when the event began in which it was first seen. */
	private readonly begun = new Map< number, number >();
	/** When WooCommerce's own stock and what it has noted of it may have parted last. */
	private unsettledAt = 0;

	/** The shop asks for the stock, and these are the books. */
	read(
		database: SorsDatabase,
		storeId: string,
		at: number,
		cancelledByHand: ReadonlySet< string >
	): void {
		const units = database.units.map( ( { id } ) => id );
		for ( const mode of [ 'available', 'onHand' ] as const ) {
			this.readings.push(
				reading( database, units, storeId, at, cancelledByHand, mode )
			);
		}
	}

	/** By what the shop adds up from now on. */
	addsUp( { units, stockMode }: Settings, now: number ): void {
		const mode = stockMode as Basis[ 'mode' ];
		const last = this.bases.at( -1 );
		if ( last?.mode === mode && last.units.join() === units.join() ) {
			return;
		}
		if ( last ) {
			last.until = now;
		}
		this.bases.push( { units, mode, until: Infinity } );
	}

	sees( { ids }: Runs, beganAt: number ): void {
		for ( const id of ids ) {
			if ( ! this.begun.has( id ) ) {
				this.begun.set( id, beganAt );
			}
		}
	}

	/** A backup was put back: numbers of runs are given once more. */
	forgetAllBut( { ids }: Runs ): void {
		[ ...this.begun.keys() ]
			.filter( ( id ) => ! ids.includes( id ) )
			.forEach( ( id ) => this.begun.delete( id ) );
	}

	/** Until the next run the stock may be wrong by what WooCommerce itself did not take or note. */
	unsettled( now: number ): void {
		this.unsettledAt = now;
	}

	isSettled( { lastStock }: Runs ): boolean {
		return ( this.begun.get( lastStock ) ?? 0 ) >= this.unsettledAt;
	}

	oversold( { lastStock }: Runs, state: ShopState ): string[] {
		const began = this.begun.get( lastStock ) ?? 0;
		return began < this.unsettledAt
			? []
			: oversold(
					this.readings.filter( ( { at } ) => at >= began ),
					this.bases.filter( ( { until } ) => until >= began ),
					state
				);
	}
}
