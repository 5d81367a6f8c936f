import { php } from '../e2e/site/php';

/** WooCommerce keeps orders as posts from now on, as after its setting for that was changed back: those that are there, too. */
export const moveOrdersToPosts = (): Promise< void > =>
	php( new URL( 'orders-to-posts.php', import.meta.url ) );
