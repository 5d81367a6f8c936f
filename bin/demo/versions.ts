import { z } from 'zod';
import type { ShopSession } from '../../tests/env/shop-session';

const versions = z.object( { php: z.string(), wordpress: z.string() } );

/** What the shop says that it runs on, which need not be what was asked for. */
export async function readVersions(
	shop: ShopSession
): Promise< z.infer< typeof versions > > {
	return versions.parse( await shop.rest( 'GET', 'demo-site/v1/versions' ) );
}
