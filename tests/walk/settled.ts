import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from '@playwright/test';

const QUIET_MS = 400;
const LONGEST_MS = 20_000;

const underWay = new WeakMap< Page, Set< Request > >();

/** From now on it is known what the page waits for. */
export function follow( page: Page ): void {
	const requests = new Set< Request >();
	underWay.set( page, requests );
	page.on( 'request', ( request ) => requests.add( request ) );
	page.on( 'requestfinished', ( request ) => requests.delete( request ) );
	page.on( 'requestfailed', ( request ) => requests.delete( request ) );
	page.on( 'framenavigated', ( frame ) => {
		if ( frame === page.mainFrame() ) {
			requests.clear();
		}
	} );
}

/** Nothing is on its way any more. Playwright's own "networkidle" knows only of a page's first time. */
export async function settled( page: Page ): Promise< void > {
	const since = Date.now();
	let quietSince = since;
	while (
		Date.now() - quietSince < QUIET_MS &&
		Date.now() - since < LONGEST_MS
	) {
		await sleep( 50 );
		if ( ( underWay.get( page )?.size ?? 0 ) > 0 ) {
			quietSince = Date.now();
		}
	}
}
