/** The owner and a buyer, each at a desk and on a phone, in one language after another. */
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { toLatin } from '../../bin/i18n/latin';
import { blockCheckout } from '../e2e/site/checkout';
import { judging, picturing, type Eye, type Sight } from '../e2e/site/eyes';
import { englishTexts, speak, type Say } from '../e2e/site/language';
import { logIn } from '../e2e/site/shop';
import type { Station } from '../e2e/site/stations';
import { Trouble } from '../e2e/site/trouble';
import { Visitor } from '../e2e/site/visitor';
import { projectDir } from '../env/paths';
import { admin, type ShopSession } from '../env/shop-session';

/** Only the pictures of docs/screenshots are taken: the Serbian guide is in Latin, so its pictures are. */
export const IS_FOR_DOCS = !! process.env.SORS_WALK_DOCS;
const PAIR = process.env.SORS_WALK_PAIR ?? 'unknown';
const TONGUES = ( process.env.SORS_WALK_TONGUES ?? 'en' ).split( ',' );
const WIDTHS = [ 1440, 360 ];

/** A long table goes on below; the picture need not. */
const HIGHEST = 1400;

/** Of no fault here: what Chromium says of a busy machine. */
const BUSY = 'was preloaded using link preload';

const buyer = { user: 'jelena', password: 'password' };

function fileOf( { name, tongue, width }: Sight ): string {
	const [ language ] = tongue.split( '-' ) as [ string ];
	return IS_FOR_DOCS
		? join(
				...[ projectDir, 'docs/screenshots', language ],
				`${ name }${ width < 600 ? '-phone' : '' }.png`
			)
		: join(
				...[ projectDir, '.cache/walk', PAIR ],
				...[ `${ tongue }-${ width }`, `${ name }.png` ]
			);
}

/** The shop has this language and script from now on. */
async function speakIn( session: ShopSession, tongue: string ): Promise< Say > {
	const say = await speak( session, tongue === 'en' ? 'en' : 'sr' );
	await session.rest( 'PUT', 'sors/v1/settings', {
		serbianScript: tongue === 'sr-latin' ? 'latin' : 'site',
	} );
	// As WordPress has them where Serbian was chosen when it was installed.
	await session.rest( 'PUT', 'wp/v2/settings', {
		date_format: tongue === 'en' ? 'F j, Y' : 'j. n. Y.',
		time_format: tongue === 'en' ? 'g:i a' : 'H:i',
	} );
	return tongue === 'sr-latin' ? ( text ) => toLatin( say( text ) ) : say;
}

type Walker = { width: number; trouble: Trouble; owner: Page; buyer: Page };

export class Walkers {
	/** What was found, by station and fault: in which views. */
	private readonly found = new Map< string, string[] >();

	private constructor(
		private readonly session: ShopSession,
		private readonly walkers: readonly Walker[],
		private readonly english: readonly string[],
		/** Of the buyer. */
		readonly user: number
	) {}

	static async begin( browser: Browser, session: ShopSession ) {
		const { id } = ( await session.rest( 'POST', 'wc/v3/customers', {
			email: 'jelena@example.test',
			...{ username: buyer.user, password: buyer.password },
		} ) ) as { id: number };
		const open = async (
			width: number,
			person: typeof admin,
			trouble: Trouble
		): Promise< Page > => {
			const context = await browser.newContext( {
				baseURL: process.env.SORS_SITE_URL,
				viewport: { width, height: 900 },
			} );
			const page = await context.newPage();
			// A form that is left is no loss here.
			page.on( 'dialog', ( dialog ) => void dialog.accept() );
			await logIn( page, person );
			await page.waitForURL( /wp-admin|my-account/ );
			trouble.watch( page );
			return page;
		};
		const walkers: Walker[] = [];
		for ( const width of WIDTHS ) {
			const trouble = new Trouble();
			walkers.push( {
				...{ width, trouble },
				owner: await open( width, admin, trouble ),
				buyer: await open( width, buyer, trouble ),
			} );
		}
		return new Walkers( session, walkers, await englishTexts(), id );
	}

	/** The path of the page that thanks the buyer for an order: nobody else may see it. */
	async buy( product: number ): Promise< string > {
		const { buyer: jelena } = this.walkers[ 0 ]!;
		await jelena.goto( `/?add-to-cart=${ product }` );
		await blockCheckout( jelena );
		const { pathname, search } = new URL( jelena.url() );
		return pathname + search;
	}

	/** All of them, in every language and width; the shop speaks English again afterwards. */
	async look( stations: readonly Station[] ): Promise< void > {
		for ( const tongue of TONGUES ) {
			const say = await speakIn( this.session, tongue );
			await Promise.all(
				this.walkers.map( ( walker ) =>
					this.pass( walker, stations, tongue, say )
				)
			);
		}
		await speakIn( this.session, 'en' );
	}

	private async pass(
		{ width, trouble, owner, buyer: jelena }: Walker,
		stations: readonly Station[],
		tongue: string,
		say: Say
	): Promise< void > {
		const eyes: Eye[] = [
			picturing( fileOf, IS_FOR_DOCS ? HIGHEST : undefined ),
			...( IS_FOR_DOCS ? [] : judging( this.english ) ),
		];
		const how = { tongue, width };
		for ( const station of stations ) {
			const { name, docs, isOfBuyer } = station;
			if (
				IS_FOR_DOCS &&
				( ! docs || ( width < 600 && docs === 'desk' ) )
			) {
				continue;
			}
			const page = isOfBuyer ? jelena : owner;
			const what = await new Visitor( page, say, how, eyes )
				.visit( station )
				.catch( ( error: unknown ) => [ String( error ) ] );
			this.note( { ...how, name }, [ ...what, ...trouble.report() ] );
		}
		// An open screen goes on asking, and works on a run.
		await owner.goto( 'about:blank' );
	}

	private note( { name, tongue, width }: Sight, what: string[] ): void {
		for ( const one of what ) {
			const key = `${ name.padEnd( 28 ) } ${ one.replace( /\s+/g, ' ' ) }`;
			const views = this.found.get( key ) ?? [];
			if ( ! one.includes( BUSY ) ) {
				this.found.set( key, [ ...views, `${ tongue }-${ width }` ] );
			}
		}
	}

	/** One table of all that was found. */
	tell = (): string[] =>
		[ ...this.found ].map(
			( [ what, views ] ) => `${ what } [${ views.join( ', ' ) }]`
		);
}
