import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** For orders and runs; what is due afterwards is done. */
export async function goBy( seconds: number ): Promise< void > {
	await promisify( execFile )( 'php', [
		fileURLToPath( new URL( 'time-goes-by.php', import.meta.url ) ),
		String( seconds ),
	] );
}
