/** Everything that the server holds. One per server; `reset` fills it again. */
import { buildDatabase, HAND_WRITTEN, type Plan } from '../assortment/database';
import type { Moment } from '../ledger/movements';
import { newYear } from './new-year';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { SorsDatabase } from './types';
import { THIS_YEAR, yearly } from './years';

export interface WorldOptions {
	seed: number;
	items: number;
	settings: Settings;
}

export const DEFAULT_WORLD: WorldOptions = {
	seed: 1,
	items: HAND_WRITTEN,
	settings: DEFAULT_SETTINGS,
};

/** The test database that everybody shares, and a business with two financial years. */
const DATABASES = [
	{ name: 'Demo2', title: 'Demo baza', year: THIS_YEAR, seed: 0 },
	...[ THIS_YEAR - 1, THIS_YEAR ].map( ( year ) => ( {
		name: yearly( year ),
		title: `Prodavnica d.o.o. ${ year }`,
		year,
		seed: 7,
	} ) ),
];
const IDS_PER_DATABASE = 5_000_000;

export class World {
	settings: Settings;
	options: WorldOptions;
	private plans: Plan[] = [];
	private built = new Map< string, SorsDatabase >();

	constructor( options: WorldOptions ) {
		this.options = options;
		this.settings = structuredClone( options.settings );
		for ( const { name, title, year, seed } of DATABASES ) {
			this.addDatabase( name, title, year, options.seed + seed );
		}
	}

	/** The same seed gives the same codes and figures under other ids, as a new year does. */
	addDatabase(
		name: string,
		title: string,
		year: number,
		seed: number
	): Plan {
		const plan = {
			name,
			title,
			year,
			seed,
			items: this.options.items,
			firstId: ( this.plans.length + 1 ) * IDS_PER_DATABASE + 1001,
		};
		this.plans = [
			...this.plans.filter( ( each ) => each.name !== name ),
			plan,
		];
		this.built.delete( name );
		return plan;
	}

	/** A new year's database with what stands in the old one's books now. */
	carryOver( from: SorsDatabase, plan: Plan, reservations: boolean ): void {
		const old = this.plans.find( ( each ) => each.name === from.name );
		if ( old ) {
			this.built.set(
				plan.name,
				newYear( from, old.firstId, plan, reservations, this.now() )
			);
		}
	}

	/** Those that somebody has used. */
	used(): SorsDatabase[] {
		return [ ...this.built.values() ];
	}

	databases(): { name: string; title: string; year: number }[] {
		return this.plans;
	}

	/** Built at first use: 50,000 items that no test reads need not be made. */
	database( name: string ): SorsDatabase | null {
		const known = this.built.get( name );
		const plan = this.plans.find( ( each ) => each.name === name );
		if ( known || ! plan ) {
			return known ?? null;
		}
		const made = buildDatabase( plan );
		this.built.set( name, made );
		return made;
	}

	/** By the server's own clock, which may be wrong. */
	now(): number {
		return Date.now() + this.settings.clockMinutes * 60_000;
	}

	moment(): Moment {
		const { reservationsModify } = this.settings;
		return { now: this.now(), reservationsModify };
	}
}
