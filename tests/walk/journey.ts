import type { Browser, Page } from '@playwright/test';
import {
	englishTexts,
	installSerbian,
	speak,
	type Say,
} from '../e2e/site/language';
import type { Trouble } from '../e2e/site/trouble';
import { admin, type ShopSession } from '../env/shop-session';
import type { SorsControl } from '../sors/client';
import { fillBooks } from './catalogue';
import { Owner } from './owner';
import { follow } from './settled';
import { Visits } from './visits';
import type { Witness } from './witness';

export const jelena = { user: 'jelena', password: 'password' };

type Shop = {
	office: Page;
	session: ShopSession;
	sors: SorsControl;
	trouble: Trouble;
};

export type Journey = Shop & {
	owner: Owner;
	visits: Visits;
	/** As the owner's desk speaks. */
	say: Say;
	/** A picture of the owner's desk as it is now. */
	see: ( name: string ) => Promise< void >;
	/** Id of Jelena, who buys. */
	customer: number;
};

/** The first run is not gone through, and fewer orders come. */
export const IS_SHORT = !! process.env.SORS_WALK_SHORT;

/** A shop as WooCommerce leaves it in Serbia: taxes without rates, amounts as in English. */
const AS_INSTALLED: [ string, object ][] = [
	[ 'general/woocommerce_price_thousand_sep', { value: ',' } ],
	[ 'general/woocommerce_price_decimal_sep', { value: '.' } ],
	[ 'general/woocommerce_currency_pos', { value: 'left' } ],
	[ 'tax/woocommerce_prices_include_tax', { value: 'no' } ],
	[ 'tax/woocommerce_shipping_tax_class', { value: 'inherit' } ],
];

export async function begin(
	browser: Browser,
	shop: Shop,
	witness: Witness
): Promise< Journey > {
	const { office, session, sors, trouble } = shop;
	await installSerbian();
	witness.english = await englishTexts();
	await fillBooks( sors );
	const { id: customer } = ( await session.rest( 'POST', 'wc/v3/customers', {
		email: 'jelena@example.test',
		username: jelena.user,
		password: jelena.password,
	} ) ) as { id: number };
	// As WordPress has them where Serbian was chosen when it was installed.
	await session.rest( 'PUT', 'wp/v2/settings', {
		date_format: 'd.m.Y.',
		time_format: 'H:i',
	} );
	if ( ! IS_SHORT ) {
		await asInstalled( session );
	}
	// The test site puts them away.
	await session.rest( 'POST', 'wc-admin/onboarding/tasks/extended/unhide' );
	follow( office );
	const visits = new Visits( session, witness );
	await visits.begin( browser, admin, jelena );
	const say = await speak( session, 'sr' );
	return {
		...shop,
		...{ visits, say, customer },
		owner: new Owner( office, say ),
		see: ( name ) =>
			witness.see( office, trouble, { name, tongue: 'sr', width: 1280 } ),
	};
}

async function asInstalled( session: ShopSession ): Promise< void > {
	for ( const [ setting, value ] of AS_INSTALLED ) {
		await session.rest( 'PUT', `wc/v3/settings/${ setting }`, value );
	}
	const rates = ( await session.rest( 'GET', 'wc/v3/taxes' ) ) as {
		id: number;
	}[];
	for ( const { id } of rates ) {
		await session.rest( 'DELETE', `wc/v3/taxes/${ id }`, { force: true } );
	}
}
