import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** WooCommerce keeps orders as posts from now on, as after its setting for that was changed back: those that are there, too. */
export async function moveOrdersToPosts(): Promise< void > {
	await promisify( execFile )( 'php', [
		fileURLToPath( new URL( 'orders-to-posts.php', import.meta.url ) ),
	] );
}
