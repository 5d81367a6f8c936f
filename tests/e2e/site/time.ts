import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const php = async ( script: string, ...args: string[] ): Promise< void > => {
	await promisify( execFile )( 'php', [
		fileURLToPath( new URL( script, import.meta.url ) ),
		...args,
	] );
};

/** For orders and runs; what is due afterwards is done. */
export const goBy = ( seconds: number ): Promise< void > =>
	php( 'time-goes-by.php', String( seconds ) );

/** What is due now is done, without a page that is open. */
export const workInBackground = (): Promise< void > => php( 'background.php' );
