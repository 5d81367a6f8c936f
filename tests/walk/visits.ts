import type { Browser, Page } from '@playwright/test';
import { toLatin } from '../../bin/i18n/latin';
import { speak, type Say } from '../e2e/site/language';
import { logIn } from '../e2e/site/shop';
import { Trouble } from '../e2e/site/trouble';
import type { ShopSession } from '../env/shop-session';
import { follow } from './settled';
import type { Witness } from './witness';

export type Station = {
	name: string;
	/** Address in the shop. */
	at: string;
	/** What must be there, or brought up, before it is looked at. */
	show?: ( page: Page, say: Say, isNarrow: boolean ) => Promise< unknown >;
	/** Seen by the buyer, not by the owner. */
	isOfBuyer?: true;
	/** Seen in Latin script, too. */
	inLatin?: true;
	/** Not on a phone, where WordPress has nothing of it. */
	isWide?: true;
};

const WIDTHS = [ 1280, 360 ];

/** To see whether the walk itself works, one language is enough. */
const ONLY = process.env.SORS_WALK_LANGUAGE;

type Person = { user: string; password: string };

type Eye = { width: number; owner: Page; buyer: Page; trouble: Trouble };

/** The owner and a buyer, each at a desk and on a phone. */
export class Visits {
	private readonly eyes: Eye[] = [];

	constructor(
		private readonly session: ShopSession,
		private readonly witness: Witness
	) {}

	async begin( browser: Browser, owner: Person, buyer: Person ) {
		for ( const width of WIDTHS ) {
			const open = async ( person: Person ): Promise< Page > => {
				const context = await browser.newContext( {
					baseURL: process.env.SORS_SITE_URL,
					viewport: { width, height: 900 },
				} );
				const page = await context.newPage();
				// A form that is left is no loss here.
				page.on( 'dialog', ( dialog ) => void dialog.accept() );
				follow( page );
				await logIn( page, person );
				await page.waitForURL( /wp-admin|my-account/ );
				// An open screen goes on asking, and works on a run.
				await page.goto( 'about:blank' );
				return page;
			};
			const trouble = new Trouble();
			const eye = {
				...{ width, trouble },
				owner: await open( owner ),
				buyer: await open( buyer ),
			};
			trouble.watch( eye.owner );
			trouble.watch( eye.buyer );
			this.eyes.push( eye );
		}
	}

	/** The buyer at her desk. */
	buyer = (): Page => this.eyes[ 0 ]!.buyer;

	/** Looks at all of them in every language and width, then speaks Serbian again. */
	async make( stations: Station[] ): Promise< void > {
		for ( const language of [ 'en', 'sr' ] as const ) {
			if ( ! ONLY || ONLY === language ) {
				await this.pass( language, stations );
			}
		}
		const latin = stations.filter( ( { inLatin } ) => inLatin );
		if ( latin.length > 0 && ! ONLY ) {
			await this.inLatin( latin );
		}
		// As the owner's desk does.
		await speak( this.session, 'sr' );
	}

	private async inLatin( stations: Station[] ): Promise< void > {
		const say = await speak( this.session, 'sr' );
		await this.write( 'latin' );
		await this.look( 'sr-latin', stations, ( text ) =>
			toLatin( say( text ) )
		);
		await this.write( 'site' );
	}

	/** An open screen goes on asking. */
	private async rest( page: Page ): Promise< void > {
		try {
			await page.goto( 'about:blank' );
		} catch {
			// What it was on its way to came in between.
			await page.goto( 'about:blank' );
		}
	}

	private write( serbianScript: 'latin' | 'site' ): Promise< unknown > {
		return this.session.rest( 'PUT', 'sors/v1/settings', {
			serbianScript,
		} );
	}

	private async pass(
		language: 'en' | 'sr',
		stations: Station[]
	): Promise< void > {
		const say = await speak( this.session, language );
		await this.look( language, stations, say );
	}

	private async look(
		tongue: string,
		stations: Station[],
		say: Say
	): Promise< void > {
		await Promise.all(
			this.eyes.map( async ( { width, owner, buyer, trouble } ) => {
				for ( const {
					name,
					at,
					show,
					isOfBuyer,
					isWide,
				} of stations ) {
					if ( isWide && width < 600 ) {
						continue;
					}
					const page = isOfBuyer ? buyer : owner;
					const sight = { name, tongue, width };
					try {
						await page.setViewportSize( { width, height: 900 } );
						await page.goto( at );
						await show?.( page, say, width < 600 );
						await this.witness.see( page, trouble, sight );
					} catch ( error ) {
						this.witness.note( sight, String( error ) );
					}
				}
				await this.rest( owner );
			} )
		);
	}
}
