/** The machine that the shop runs on, and the lines between it and SORS: what is wrong with them for longer than one event. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationName } from '../../../src/contract/sors/contract';
import { seeded, type Random } from '../../sors/assortment/random';
import { socketDir } from '../../env/paths';
import type { Machine as Events, Weather, WrongClock } from '../events/kind';
import type { Listener } from '../events/types';
import type { Trouble } from '../faults/catalog';
import { inWeather } from '../faults/weather';
import type { Books } from '../model/books';
import { Backup } from './backup';
import type { Clock } from './clock';
import type { Eyes } from './eyes';

const CACHE = join( socketDir, 'cache' );

export class Machine implements Events {
	private is: { weather: Weather; until: number; random: Random } | undefined;
	private broken: { listener: Listener; until: number } | undefined;
	private readonly ambushes = new Map< string, Trouble[] >();
	private readonly backup: Backup;
	/** Folder of the object cache; '' = there is none. */
	cache = '';
	/** Seconds that the shop's clocks are wrong by. */
	private readonly skew = { php: 0, database: 0 };
	/** Seconds that PHP's clock has been behind at most. */
	behind = 0;
	private ahead = 0;

	constructor(
		private readonly clock: Clock,
		eyes: Eyes,
		private readonly books: Books,
		private readonly restored: () => Promise< void >
	) {
		this.backup = new Backup( eyes );
	}

	weather( weather: Weather, minutes: number, seed: number ): void {
		const until = this.clock.now + minutes * 60;
		this.is = { weather, until, random: seeded( seed ) };
	}

	/** One after another, where several wait for the same. */
	ambush( operation: OperationName, fate: Trouble ): void {
		const waiting = this.ambushes.get( operation ) ?? [];
		this.ambushes.set( operation, [ ...waiting, fate ] );
	}

	lurks( operations: readonly OperationName[] ): boolean {
		return operations.some(
			( each ) => ( this.ambushes.get( each ) ?? [] ).length > 0
		);
	}

	listens( listener: Listener, minutes: number ): void {
		this.broken = { listener, until: this.clock.now + minutes * 60 };
	}

	/** What a run meets. */
	get listener(): Listener | undefined {
		const { broken } = this;
		return broken && this.clock.now < broken.until
			? broken.listener
			: undefined;
	}

	disarm(): void {
		this.broken = undefined;
		this.is = undefined;
		this.ambushes.clear();
	}

	/** What an object cache has wrong for ever, WordPress' own options too, whoever runs the shop empties. */
	async clears(): Promise< void > {
		this.is = undefined;
		this.cache = '';
		await rm( CACHE, { recursive: true, force: true } );
	}

	/** What becomes of a request of which the history says nothing. */
	fate( operation: string ): Trouble | undefined {
		const ambush = this.ambushes.get( operation )?.shift();
		if ( ambush ) {
			return ambush;
		}
		return this.is && this.clock.now < this.is.until
			? inWeather( this.is.weather, operation, this.is.random )
			: undefined;
	}

	async backUp(): Promise< void > {
		await this.backup.make( this.clock.now, this.books.database().name );
	}

	/** What the shop was goes on as it was then, however much has happened since. */
	async restore(): Promise< string | null > {
		const age = this.backup.age(
			this.clock.now,
			this.books.database().name
		);
		const { omits } = this.books.server.world().settings;
		// Of a younger one only the daily comparison can tell, of another year's books none, and where no document says whose it is, nothing.
		if (
			age === null ||
			age < 600 ||
			omits.includes( 'externalReference' )
		) {
			return null;
		}
		await this.backup.putBack();
		await this.restored();
		return `of ${ Math.round( age / 60 ) } minutes ago`;
	}

	jump( clock: WrongClock, seconds: number ): void {
		for ( const which of [ 'php', 'database' ] as const ) {
			if ( clock === which || clock === 'both' ) {
				this.skew[ which ] += seconds;
			}
		}
		this.behind = Math.max( this.behind, -this.skew.php );
		this.ahead = Math.max( this.ahead, this.skew.php );
	}

	/** An object cache is put in, or taken out. What one held is gone with it. */
	async switchCache(): Promise< boolean > {
		const isOn = this.cache === '';
		await rm( CACHE, { recursive: true, force: true } );
		await mkdir( CACHE, { recursive: true } );
		this.cache = isOn ? CACHE : '';
		return isOn;
	}

	/** What the shop's clock says, and what it would say if it were as far ahead as it ever was. */
	get clocks(): { behind: number; now: number; latest: number } {
		const { behind, ahead, skew } = this;
		const { now } = this.clock;
		return { behind, now: now + skew.php, latest: now + ahead };
	}

	/** Seconds that the shop's clocks are ahead. */
	get skews(): { php: number; database: number } {
		return this.skew;
	}
}
